package dev.gatun.einsum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.layout.Layout;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which product is made of a contraction, and what is copied for it. Contiguous operands and results. */
class MatrixProductTest {

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # subscripts      | shapes                   | products        | copies
            ik,kj->ij         | 5 784, 784 10            | 5 x 784 x 10    | none
            ki,jk->ij         | 784 5, 10 784            | 5 x 784 x 10    | none
            ik,kj->ji         | 5 784, 784 10            | 5 x 784 x 10    | none
            ij,j->i           | 200 300, 300             | 200 x 300 x 1   | none
            i,ij->j           | 200, 200 300             | 1 x 200 x 300   | none
            bij,bjk->bik      | 7 20 30, 7 30 40         | 7 of 20 x 30 x 40  | none
            bij,bjk->ikb      | 7 20 30, 7 30 40         | 7 of 20 x 30 x 40  | c in bik
            bij,jk->bik       | 7 20 30, 30 40           | 140 x 30 x 40   | none
            bhqd,bhkd->bhqk   | 2 3 40 50, 2 3 60 50     | 6 of 40 x 50 x 60  | none
            # groups of labels that lie together are one dimension
            abcd,cdef->abef   | 6 7 8 9, 8 9 6 7         | 42 x 72 x 42    | none
            cdab,cdef->abef   | 8 9 6 7, 8 9 6 7         | 42 x 72 x 42    | none
            abcd,cdef->efab   | 6 7 8 9, 8 9 6 7         | 42 x 72 x 42    | none
            # left labels that lie apart become a batch; nothing is copied
            aib,ic->abc       | 20 64 50, 64 40          | 20 of 50 x 64 x 40 | none
            ik,jkl->ijl       | 64 64, 64 64 64          | 64 of 64 x 64 x 64 | none
            # so do left and right labels that the result keeps apart
            anb,bmc->amnc     | 4 64 64, 64 4 64         | 16 of 64 x 64 x 64 | none
            # summed labels on whose order the operands disagree: the smaller one is copied
            abcd,dcef->abef   | 6 7 8 9, 9 8 2 3         | 42 x 72 x 6     | b in cdef
            abcd,dce->abe     | 2 3 8 9, 9 8 60          | 6 x 72 x 60     | a in abdc
            """)
    void copiesAsLittleAsItCan(String subscripts, String shapes, String products, String copies) {
        Layout[] layouts = Arrays.stream(shapes.split(",", -1))
                .map(part -> Layout.contiguous(Arrays.stream(part.strip().split(" ", -1))
                        .mapToLong(Long::parseLong)
                        .toArray()))
                .toArray(Layout[]::new);
        Contraction contraction = Contraction.of(Subscripts.parse(subscripts), layouts[0].shape(), layouts[1].shape());
        Labelled a = Labelled.of(layouts[0], contraction.terms().get(0).labels());
        Labelled b = Labelled.of(layouts[1], contraction.terms().get(1).labels());
        Labelled c = Labelled.contiguous(contraction, contraction.output());

        MatrixProduct product =
                MatrixProduct.cheapest(contraction, Roles.of(a.labels(), b.labels(), c.labels()), a, b, c);
        String batch = product.batch() == 1 ? "" : product.batch() + " of ";
        assertThat(batch + product.m() + " x " + product.k() + " x " + product.n())
                .isEqualTo(products);
        String copied = (product.packA().isEmpty() ? "" : "a in " + product.packA() + " ")
                + (product.packB().isEmpty() ? "" : "b in " + product.packB() + " ")
                + (product.aside().isEmpty() ? "" : "c in " + product.aside());
        assertThat(copied.isEmpty() ? "none" : copied.strip()).isEqualTo(copies);
    }
}
