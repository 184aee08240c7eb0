package dev.gatun.einsum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.layout.Layout;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which orders are taken, and how many elements that copies: none where views do. Contiguous operands and results. */
class MatrixProductTest {

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # subscripts      | shapes           | batch, left x summed x right | copied
            ik,kj->ij         | 5 784, 784 10    | , i x k x j                  | 0
            ki,jk->ij         | 784 5, 10 784    | , i x k x j                  | 0
            ik,kj->ji         | 5 784, 784 10    | , i x k x j                  | 0
            ij,j->i           | 2 3, 3           | , i x j x                    | 0
            ij,ij->           | 2 3, 2 3         | ,  x ij x                    | 0
            bij,bjk->bik      | 7 2 3, 7 3 4     | b, i x j x k                 | 0
            bij,bjk->ikb      | 7 2 3, 7 3 4     | b, i x j x k                 | 0
            bhqd,bhkd->bhqk   | 2 3 4 5, 2 3 6 5 | bh, q x d x k                | 0
            abcd,cdef->abef   | 2 3 4 5, 4 5 6 7 | , ab x cd x ef               | 0
            cdab,cdef->abef   | 4 5 2 3, 4 5 6 7 | , ab x cd x ef               | 0
            abcd,cdef->efab   | 2 3 4 5, 4 5 6 7 | , ab x cd x ef               | 0
            # the sides disagree on an order: the smaller one is copied
            abcd,dcef->abef   | 2 3 4 5, 5 4 6 7 | , ab x dc x ef               | 120
            abcd,dce->abe     | 9 9 4 5, 5 4 6   | , ab x cd x e                | 120
            bai,ic->abc       | 3 2 4, 4 5       | , ab x i x c                 | 24
            bai,ic->abc       | 3 2 6, 6 5       | , ba x i x c                 | 30
            ci,iba->cab       | 5 6, 6 3 2       | , c x i x ba                 | 30
            # labels of one side lie apart: that side is copied
            aib,ic->abc       | 2 4 3, 4 5       | , ab x i x c                 | 24
            bnd,dhk->bhnk     | 2 3 4, 4 5 6     | , bn x d x hk                | 180
            """)
    void copiesAsLittleAsItCan(String subscripts, String shapes, String orders, long copied) {
        String[] parts = shapes.split(",", -1);
        Layout[] layouts = Arrays.stream(parts)
                .map(part -> Layout.contiguous(Arrays.stream(part.strip().split(" ", -1))
                        .mapToLong(Long::parseLong)
                        .toArray()))
                .toArray(Layout[]::new);
        Contraction contraction = Contraction.of(Subscripts.parse(subscripts), layouts[0].shape(), layouts[1].shape());
        Labelled a = Labelled.of(
                MemorySegment.NULL, layouts[0], contraction.terms().get(0).labels());
        Labelled b = Labelled.of(
                MemorySegment.NULL, layouts[1], contraction.terms().get(1).labels());
        Labelled out = new Labelled(MemorySegment.NULL, Layout.contiguous(contraction.shape()), contraction.output());

        MatrixProduct product = MatrixProduct.cheapest(contraction, a, b, out);
        assertThat((product.batch() + ", " + product.left() + " x " + product.summed() + " x " + product.right())
                        .strip())
                .isEqualTo(orders);
        assertThat(product.copied(a, b, out)).isEqualTo(copied);
    }
}
