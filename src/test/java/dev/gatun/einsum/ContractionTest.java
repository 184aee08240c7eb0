package dev.gatun.einsum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.layout.ShapeException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles, sizes and refusals by table; shapes are written like {@code 5 784, 784 10}. */
class ContractionTest {

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', emptyValue = "", textBlock = """
            # subscripts      | shapes             | roles                                            | result
            ik,kj->ij         | 5 784, 784 10      | left=i right=j summed=k                          | 5 10
            ik,kj             | 5 0, 0 10          | left=i right=j summed=k                          | 5 10
            bij,bjk->bik      | 7 2 3, 7 3 4       | batch=b left=i right=k summed=j                  | 7 2 4
            bhqd,bhkd->bhqk   | 2 3 4 5, 2 3 6 5   | batch=bh left=q right=k summed=d                 | 2 3 4 6
            bnd,dhk->bhnk     | 2 3 4, 4 5 6       | left=bn right=hk summed=d                        | 2 5 3 6
            abcd,dcef->feba   | 2 3 4 5, 5 4 6 7   | left=ba right=fe summed=cd                       | 7 6 3 2
            ij,ij->           | 2 3, 2 3           | summed=ij                                        | ``
            ij,ij->ij         | 2 3, 2 3           | batch=ij                                         | 2 3
            i,j->ij           | 2, 3               | left=i right=j                                   | 2 3
            ij,j->i           | 2 3, 3             | left=i summed=j                                  | 2
            ,->               | ,                  | none                                             | ``
            ,ij->ji           | , 2 3              | right=ji                                         | 3 2
            # sums that one operand has alone
            ij,k->ik          | 2 3, 4             | left=i right=k sums0=j                           | 2 4
            ij,jkl->ik        | 2 3, 3 4 5         | left=i right=k summed=j sums1=l                  | 2 4
            ij,kl->           | 2 3, 4 5           | sums0=ij sums1=kl                                | ``
            # size 1 is repeated: the operand does not depend on the label
            ij,jk->ik         | 2 1, 3 4           | left=i right=k repeated0=j sums1=j               | 2 4
            ij,jk->ik         | 2 3, 1 4           | left=i right=k sums0=j repeated1=j               | 2 4
            ij,jk->ik         | 2 1, 1 4           | left=i right=k summed=j                          | 2 4
            bij,bjk->bik      | 1 2 3, 7 3 4       | left=i right=bk summed=j repeated0=b             | 7 2 4
            ij,ij->ij         | 1 3, 2 1           | left=j right=i repeated0=i repeated1=j           | 2 3
            ij,jk->ik         | 2 1, 0 4           | left=i right=k repeated0=j sums1=j               | 2 4
            # diagonals
            ii,i->i           | 3 3, 3             | batch=i                                          | 3
            iij,jk->ik        | 3 3 2, 2 4         | left=i right=k summed=j                          | 3 4
            # one operand
            ij->ji            | 2 3                | left=ji                                          | 3 2
            ii->i             | 3 3                | left=i                                           | 3
            ii                | 3 3                | sums0=i                                          | ``
            ijk->k            | 2 3 4              | left=k sums0=ij                                  | 4
            ->                | ``                 | none                                             | ``
            # ellipsis
            ...ij,...jk       | 7 1 2 3, 5 3 4     | left=αi right=βk summed=j repeated0=β     | 7 5 2 4
            ...ij,...jk       | 7 5 2 3, 5 3 4     | batch=β left=αi right=k summed=j                 | 7 5 2 4
            i...,j->...       | 2 3 4, 5           | left=αβ sums0=i sums1=j                          | 3 4
            i...j->j...i      | 2 3 4              | left=jαi                                         | 4 3 2
            ...,...->...      | 2 3, 3             | batch=β left=α                                   | 2 3
            ij->...ij         | 2 3                | left=ij                                          | 2 3
            ...i->i           | 3                  | left=i                                           | 3
            ...ii->...i       | 4 3 3              | left=αi                                          | 4 3
            """)
    void classifies(String subscripts, String shapes, String roles, String result) {
        Contraction contraction = Contraction.of(Subscripts.parse(subscripts), shapes(shapes));
        assertThat(roles(contraction)).isEqualTo(roles);
        assertThat(contraction.shape()).containsExactly(shape(result));
    }

    @ParameterizedTest(name = "{0} of {1} is refused")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # rank
            ijk        | 2 3        | operand 0 has rank 2, shape [2, 3], and "ijk" names 3 dimensions
            i          | 2 3        | operand 0 has rank 2, shape [2, 3], and "i" names 1 dimension
            ij,        | 2 3, 4     | operand 1 has rank 1, shape [4], and "" names 0 dimensions
            ij...k     | 2 3        | operand 0 has rank 2, shape [2, 3], and "ij...k" names at least 3 dimensions
            # sizes
            ik,kj->ij  | 5 784, 783 10 | label 'k' has size 784 in operand 0 [5, 784] and 783 in operand 1 [783, 10]; sizes must be equal or 1
            ij,jk      | 2 0, 3 4   | label 'j' has size 0 in operand 0 [2, 0] and 3 in operand 1 [3, 4]; sizes must be equal or 1
            ...i,...i  | 2 3, 4 3   | dimension -1 of '...' has size 2 in operand 0 [2, 3] and 4 in operand 1 [4, 3]; sizes must be equal or 1
            ...i,i...  | 2 5 3, 3 4 5 | dimension -2 of '...' has size 2 in operand 0 [2, 5, 3] and 4 in operand 1 [3, 4, 5]; sizes must be equal or 1
            # a diagonal does not broadcast
            ii         | 2 3        | label 'i' has sizes 2 and 3 in operand 0 [2, 3]; a diagonal needs equal sizes
            ii         | 1 3        | label 'i' has sizes 1 and 3 in operand 0 [1, 3]; a diagonal needs equal sizes
            ij,kjk->i  | 2 3, 4 3 1 | label 'k' has sizes 4 and 1 in operand 1 [4, 3, 1]; a diagonal needs equal sizes
            # dimensions of an ellipsis are not summed silently
            ...i->i    | 2 3        | '...' stands for 1 dimension that the output "i" has no '...' for
            i...,i->i  | 2 3 4, 2   | '...' stands for 2 dimensions that the output "i" has no '...' for
            """)
    void refusesShapes(String subscripts, String shapes, String reason) {
        assertThatThrownBy(() -> Contraction.of(Subscripts.parse(subscripts), shapes(shapes)))
                .isExactlyInstanceOf(ShapeException.class)
                .hasMessageStartingWith("einsum \"" + subscripts + "\": " + reason + "\n    " + subscripts + "\n    ")
                .hasMessageEndingWith("^");
    }

    @ParameterizedTest(name = "{0} of {1} is refused")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ij,jk   | 2 3            | the subscripts name 2 operands, 1 given
            ij      | 2 3, 3 4       | the subscripts name 1 operand, 2 given
            i,j,k   | 2, 3, 4, 5     | the subscripts name 3 operands, 4 given
            """)
    void refusesCounts(String subscripts, String shapes, String reason) {
        assertThatThrownBy(() -> Contraction.of(Subscripts.parse(subscripts), shapes(shapes)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("einsum \"" + subscripts + "\": " + reason);
    }

    /** The line under the subscripts has its caret where the label, the ellipsis or the term begins. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            ik, kj->ij|5 784, 783 10|`    ^`
            ii,kjk|2 2, 4 3 1|`   ^`
            ij, k|2 3, 4 5|`    ^`
            ij|2|`^`
            a,b...,b...|2, 2 5 3, 2 4 3|`        ^`
            ...i -> i|2 3|`        ^`
            """)
    void pointsAtThePlace(String subscripts, String shapes, String caret) {
        assertThatThrownBy(() -> Contraction.of(Subscripts.parse(subscripts), shapes(shapes)))
                .message()
                .endsWith("\n    " + subscripts + "\n    " + caret);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # subscripts      | shapes             | sums of each operand
            i,j,k->           | 2, 3, 4            | i j k
            ij,jk,kl->il      | 2 3, 3 4, 4 5      | - - -
            ij,jk,kl->i       | 2 3, 3 4, 4 5      | - - l
            ia,ib,ic->i       | 2 3, 2 4, 2 5      | a b c
            ia,ia,b->         | 2 3, 2 3, 5        | - - b
            """)
    void sumsThatOneOperandHasAlone(String subscripts, String shapes, String sums) {
        Contraction contraction = Contraction.of(Subscripts.parse(subscripts), shapes(shapes));
        assertThat(contraction.terms())
                .extracting(term -> term.sums().isEmpty() ? "-" : term.sums())
                .containsExactly(sums.split(" ", -1));
    }

    @Test
    void anEllipsisOfManyDimensionsHasALabelForEach() {
        long[] shape = new long[40];
        Arrays.fill(shape, 1);
        shape[39] = 3;
        Contraction contraction = Contraction.of(Subscripts.parse("i...->...i"), shape);
        assertThat(contraction.shape()).hasSize(40).endsWith(3, 1);
    }

    private static String roles(Contraction contraction) {
        StringBuilder roles = new StringBuilder();
        List<Contraction.Term> terms = contraction.terms();
        Roles ofTwo =
                Roles.of(terms.get(0).live(), terms.size() > 1 ? terms.get(1).live() : "", contraction.output());
        append(roles, "batch", ofTwo.batch());
        append(roles, "left", ofTwo.left());
        append(roles, "right", ofTwo.right());
        append(roles, "summed", ofTwo.summed());
        for (int i = 0; i < contraction.terms().size(); i++) {
            append(roles, "sums" + i, contraction.terms().get(i).sums());
            append(roles, "repeated" + i, contraction.terms().get(i).repeated());
        }
        return roles.isEmpty() ? "none" : roles.toString().strip();
    }

    private static void append(StringBuilder roles, String name, String labels) {
        roles.append(labels.isEmpty() ? "" : name + "=" + labels + " ");
    }

    private static long[][] shapes(String text) {
        return Arrays.stream(text.split(",", -1)).map(ContractionTest::shape).toArray(long[][]::new);
    }

    private static long[] shape(String text) {
        return text.isBlank()
                ? new long[0]
                : Arrays.stream(text.strip().split(" ", -1))
                        .mapToLong(Long::parseLong)
                        .toArray();
    }
}
