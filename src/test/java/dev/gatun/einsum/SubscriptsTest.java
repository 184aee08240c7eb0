package dev.gatun.einsum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parser by table. What is accepted, refused and implied was looked up in NumPy 1.24. */
class SubscriptsTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # the output is written out
            ik,kj->ij            | ik,kj->ij
            ij->ji               | ij->ji
            ii->                 | ii->
            ->                   | ->
            ,->                  | ,->
            ,ij->ij              | ,ij->ij
            i,j,k->kji           | i,j,k->kji
            # the output is implied: labels that occur once, A-Z before a-z
            ij,jk                | ij,jk->ik
            ba                   | ba->ab
            aB                   | aB->Ba
            Bb,bA                | Bb,bA->AB
            ii                   | ii->
            ij,ij                | ij,ij->
            ij,kl                | ij,kl->ijkl
            ``                   | ->
            ,                    | ,->
            # spaces
            ` i j , j k -> i k ` | ij,jk->ik
            ` ij , jk `          | ij,jk->ik
            # ellipsis: its dimensions come first where the output is implied
            ...                  | ...->...
            i...                 | i...->...i
            i...j                | i...j->...ij
            ...ij,...jk->...ik   | ...ij,...jk->...ik
            ij...,jk             | ij...,jk->...ik
            ij->i...j            | ij->i...j
            ` ... i -> i ... `   | ...i->i...
            """)
    void reads(String text, String normal) {
        assertThat(Subscripts.parse(text)).hasToString(normal);
        assertThat(Subscripts.parse(normal)).as("the normal form is its own").hasToString(normal);
    }

    @ParameterizedTest(name = "{0} is refused")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # the output
            ij->iz      | output label 'z' at index 5 is in no operand
            ij, -> z    | output label 'z' at index 7 is in no operand
            ij,jk->ii   | output label 'i' at index 8 is repeated; once is enough
            ij->i,j     | ',' at index 5 separates operands; the output is one term
            # the arrow
            ij-         | '-' at index 2 is not part of the one arrow '->'
            ij>         | '>' at index 2 is not part of the one arrow '->'
            ij- >ij     | '-' at index 2 is not part of the one arrow '->'
            ij->i->j    | '-' at index 5 is not part of the one arrow '->'
            # the ellipsis
            i...j...    | second '...' at index 5; a term has at most one
            i->...i...  | second '...' at index 7; a term has at most one
            ..i         | '.' at index 0 is not part of an ellipsis '...'
            ....i       | '.' at index 3 is not part of an ellipsis '...'
            . ..i       | '.' at index 0 is not part of an ellipsis '...'
            i..,.j      | '.' at index 1 is not part of an ellipsis '...'
            # stray characters
            i1          | '1' at index 1 is not a label; labels are the letters a-z and A-Z
            ij;jk       | ';' at index 2 is not a label; labels are the letters a-z and A-Z
            ij->é       | 'é' at index 4 is not a label; labels are the letters a-z and A-Z
            𝐢j          | '𝐢' at index 0 is not a label; labels are the letters a-z and A-Z
            """)
    void refuses(String text, String reason) {
        assertThatThrownBy(() -> Subscripts.parse(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("einsum \"" + text + "\": " + reason + "\n    " + text + "\n    ")
                .hasMessageEndingWith("^");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            ij->iz|`     ^`
            ij,jk->ii|`        ^`
            i...j...|`     ^`
            i1|` ^`
            𝐢j|`^`
            i𝐢|` ^`
            """)
    void pointsAtThePlace(String text, String caret) {
        assertThatThrownBy(() -> Subscripts.parse(text)).message().endsWith("\n    " + text + "\n    " + caret);
    }

    @Test
    void messagesShowNoControlCharacters() {
        assertThatThrownBy(() -> Subscripts.parse("ij\n,jk"))
                .hasMessage("einsum \"ij?,jk\": U+000A at index 2 is not a label; labels are the letters a-z and A-Z"
                        + "\n    ij?,jk\n      ^");
    }
}
