package dev.gatun.bench.einsum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.Tensor;
import dev.gatun.gemm.Backend;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EinsumReferenceTest {

    static List<EinsumCase> cases() {
        return EinsumCase.ALL;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void einsum_is_near_and_nothing_else_is(EinsumCase of) {
        List<float[]> values = of.operands();
        Tensor[] operands = new Tensor[values.size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = Tensor.wrap(values.get(i), of.shape(i)).copy();
        }
        EinsumReference reference = EinsumReference.of(of);
        float[] result =
                Tensor.einsum(Backend.PACKED, of.subscripts(), operands).toArray();
        assertThat(result).hasSize(of.results());
        assertThat(reference.check(result)).isEmpty();
        int last = result.length - 1;
        float right = result[last];
        result[last] = right * 1.5f;
        assertThat(reference.check(result)).startsWith("not near the reference: element " + last);
        result[last] = Float.NaN;
        assertThat(reference.check(result)).isNotEmpty();
        result[last] = right;
        result[0] = 0;
        assertThat(reference.check(result)).startsWith("not near the reference: element 0 is 0.0");
        assertThat(reference.check(new float[last])).contains("elements, not " + of.results());
    }

    @Test
    void cases_are_those_of_the_table() {
        assertThat(EinsumCase.ALL).hasSize(13).extracting(EinsumCase::id).doesNotHaveDuplicates();
        assertThat(EinsumCase.ALL)
                .allMatch(of -> of.id().matches("[a-z0-9-]+") && !of.why().isEmpty());
        assertThat(EinsumCase.of("lesson")).hasToString("ik,kj->ij 5x784,784x10");
        assertThat(EinsumCase.matching(Pattern.compile("^ii")))
                .extracting(EinsumCase::id)
                .containsExactly("trace");
        EinsumCase chain = EinsumCase.of("chain");
        assertThat(chain.labels()).isEqualTo("abcdefgh");
        assertThat(chain.term(1)).isEqualTo("cdef");
        assertThat(chain.output()).isEqualTo("abgh");
        assertThat(chain.count("abcd")).isEqualTo(4096);
    }
}
