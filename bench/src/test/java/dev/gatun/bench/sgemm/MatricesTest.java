package dev.gatun.bench.sgemm;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Shape;
import java.lang.foreign.Arena;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatricesTest {
    @ParameterizedTest
    @EnumSource
    void views_show_the_operands_however_they_lie(Transposes transposes) {
        Operands operands = Operands.random(new Shape(3, 4, 2));
        try (Arena arena = Arena.ofConfined()) {
            Matrices matrices = Matrices.of(operands, transposes, arena);
            assertThat(matrices.a().toArray()).isEqualTo(operands.a());
            assertThat(matrices.b().toArray()).isEqualTo(operands.b());
            assertThat(matrices.a().shape()).containsExactly(3, 4);
            assertThat(matrices.b().shape()).containsExactly(4, 2);
            assertThat(matrices.a().stride())
                    .containsExactly(transposes.left() ? new long[] {1, 3} : new long[] {4, 1});
            assertThat(matrices.b().stride())
                    .containsExactly(transposes.right() ? new long[] {1, 4} : new long[] {2, 1});
            assertThat(matrices.lyingA().toArray(JAVA_FLOAT)[1])
                    .isEqualTo(transposes.left() ? operands.a()[4] : operands.a()[1]);
            matrices.forget();
            assertThat(matrices.lyingC().toArray(JAVA_FLOAT)).hasSize(6).containsOnly(Float.NaN);
            assertThat(matrices.out().sharesMemoryWith(matrices.a())).isFalse();
            assertThat(Transposes.of(transposes.left(), transposes.right())).isEqualTo(transposes);
        }
    }
}
