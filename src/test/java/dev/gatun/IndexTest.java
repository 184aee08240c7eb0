package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexTest {
    private static final Layout CUBE = Layout.contiguous(2, 3, 4);

    @ParameterizedTest(name = "x[{0}]")
    @CsvSource(
            delimiter = '|',
            value = {
                "0            | [0]",
                "-1           | [-1]",
                " 1 , 2 ,     | [1, 2]",
                ":            | [:]",
                "1:           | [1:]",
                ":-1          | [:-1]",
                "::-1         | [::-1]",
                "1 : 7 : 2    | [1:7:2]",
                "0::          | [0:]",
                "None, :      | [None, :]",
                "..., 0       | [..., 0]",
                "+3           | [3]",
            })
    void readsPythonsSyntax(String text, String parts) {
        assertThat(Arrays.toString(Index.parse(text))).isEqualTo(parts);
    }

    @ParameterizedTest(name = "x[{0}] is refused for {1}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", \"\"",
                "\"1,,2\", \"\"",
                "\",\", \"\"",
                "\"1,,\", \"\"",
                "a, a",
                "1:2:3:4, 1:2:3:4",
                "\"1, x:\", x:",
                "1.5, 1.5",
                "none, none",
                "9223372036854775808, 9223372036854775808",
                "[1], [1]",
                "...., ....",
            })
    void quotesWhatIsNoIndex(String text, String part) {
        assertThatThrownBy(() -> Index.parse(text))
                .isInstanceOf(ShapeException.class)
                .hasMessage("at[" + text + "]: '" + part
                        + "' is no index; use a number, start:stop:step, None or ..., separated by commas");
    }

    @Test
    void aStepOfZeroIsRefused() {
        assertThatThrownBy(() -> Index.apply(CUBE, Index.parse(":, ::0")))
                .isInstanceOf(ShapeException.class)
                .hasMessage("at[:, ::0]: the step of dimension 1 is 0; a step is positive or negative");
    }

    @Test
    void appliesToDimensionsInTheirOrder() {
        assertThat(Index.apply(CUBE, Index.at(1))).isEqualTo(CUBE.select(0, 1));
        assertThat(Index.apply(CUBE, Index.ELLIPSIS, Index.at(0))).isEqualTo(CUBE.select(2, 0));
        assertThat(Index.apply(CUBE, Index.at(1), Index.ELLIPSIS, Index.range(0, 4, 2)))
                .isEqualTo(CUBE.select(0, 1).slice(1, 0, 4, 2));
        assertThat(Index.apply(CUBE, Index.NEW_AXIS, Index.ALL, Index.NEW_AXIS, Index.at(2)))
                .isEqualTo(Layout.strided(new long[] {1, 2, 1, 4}, new long[] {24, 12, 12, 1}, 8));
        assertThat(Index.apply(CUBE, Index.ELLIPSIS)).isEqualTo(CUBE);
        assertThat(Index.apply(CUBE, Index.from(1), Index.to(2), Index.step(-1)))
                .isEqualTo(CUBE.slice(0, 1, Layout.OPEN, 1)
                        .slice(1, Layout.OPEN, 2, 1)
                        .slice(2, Layout.OPEN, Layout.OPEN, -1));
        assertThat(Index.apply(CUBE, Index.at(0), Index.at(0), Index.at(0), Index.ELLIPSIS))
                .isEqualTo(Layout.contiguous());
    }

    @Test
    void messagesNameTheWholeIndexTheDimensionAndTheShape() {
        assertThatThrownBy(() -> Index.apply(CUBE, Index.parse("0, 5")))
                .isInstanceOf(ShapeException.class)
                .hasMessage("at[0, 5]: index 5 is out of range for dimension 1 of size 3 in shape [2, 3, 4]");
        assertThatThrownBy(() -> Index.apply(CUBE, Index.parse("..., ...")))
                .hasMessage("at[..., ...]: only one ellipsis (...) is allowed in an index");
        assertThatThrownBy(() -> Index.apply(CUBE, Index.parse("0, 0, 0, 0")))
                .hasMessage("at[0, 0, 0, 0]: 4 indices are too many for shape [2, 3, 4] of 3 dimensions");
    }
}
