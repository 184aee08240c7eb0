package dev.gatun.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table()
            .column("id", Table.Align.LEFT)
            .column("code", Table.Align.LEFT)
            .column("n", Table.Align.RIGHT)
            .row("a", "a line that is longer than all the others", "1")
            .row("b", "x|y", "1,000");

    @Test
    void aligns_its_columns() {
        assertThat(table.toText(Integer.MAX_VALUE)).isEqualTo("""
                id  code                                           n
                --  -----------------------------------------  -----
                a   a line that is longer than all the others      1
                b   x|y                                        1,000
                """);
    }

    @Test
    void cuts_the_widest_column_where_lines_would_be_too_long() {
        assertThat(table.toText(40)).isEqualTo("""
                id  code                               n
                --  -----------------------------  -----
                a   a line that is longer than...      1
                b   x|y                            1,000
                """);
        assertThat(table.toText(1)).contains("a   a line that is longer...      1\n");
    }

    @Test
    void is_markdown() {
        assertThat(table.toMarkdown()).isEqualTo("""
                | id | code | n |
                | --- | --- | ---: |
                | a | a line that is longer than all the others | 1 |
                | b | x\\|y | 1,000 |
                """);
    }
}
