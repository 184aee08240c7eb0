package dev.gatun.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperandsTest {
    @Test
    void come_back_from_files_as_they_were(@TempDir Path folder) {
        Operands operands = Operands.random(new Shape(3, 7, 2));
        operands.write(folder);
        Operands read = Operands.read(folder, operands.shape());
        assertThat(read.a()).isEqualTo(operands.a()).hasSize(21);
        assertThat(read.b()).isEqualTo(operands.b()).hasSize(14);
        assertThatThrownBy(() -> Operands.read(folder, new Shape(3, 8, 2))).hasMessageContaining("a.f32 has 84 bytes");
    }

    @Test
    void are_the_same_at_every_call_and_in_0_to_1() {
        assertThat(Operands.random(Shape.LESSON).a())
                .isEqualTo(Operands.random(Shape.LESSON).a());
        for (float value : Operands.random(Shape.LESSON).b()) {
            assertThat(value).isGreaterThanOrEqualTo(0).isLessThan(1);
        }
    }

    @Test
    void have_corners() {
        Operands operands = Operands.withLeft(new Shape(2, 3, 2), new float[] {1, 2, 3, 4, 5, 6});
        Operands corner = operands.corner(new Shape(2, 2, 1));
        assertThat(corner.a()).containsExactly(1, 2, 4, 5);
        assertThat(corner.b()).containsExactly(operands.b()[0], operands.b()[2]);
        assertThat(operands.corner(operands.shape())).isSameAs(operands);
    }
}
