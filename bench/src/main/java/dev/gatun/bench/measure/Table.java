package dev.gatun.bench.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of text in columns, as lines for a terminal or as Markdown. */
public final class Table {
    /** Where the text of a column stands. */
    public enum Align {
        /** At the left. */
        LEFT,
        /** At the right, as numbers do. */
        RIGHT
    }

    private static final String GAP = "  ";
    private static final int LEAST_CUT = 24;

    private final List<String> heads = new ArrayList<>();
    private final List<Align> aligns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without columns and rows. */
    public Table() {}

    /** One more column. */
    public Table column(String head, Align align) {
        heads.add(head);
        aligns.add(align);
        return this;
    }

    /** One more row, with a cell for each column. */
    public Table row(String... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + heads.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /**
     * Lines without trailing blanks, the head underlined. Where they would be longer than given, the widest column on the
     * left is cut, down to a length at which a line of code is still known by its beginning.
     */
    public String toText(int longestLine) {
        int[] widths = new int[heads.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = heads.get(column).length();
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        int widest = 0;
        for (int column = 1; column < widths.length; column++) {
            widest = aligns.get(column) == Align.LEFT && widths[column] > widths[widest] ? column : widest;
        }
        int line = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
        widths[widest] =
                Math.max(Math.min(widths[widest], LEAST_CUT), widths[widest] - Math.max(0, line - longestLine));

        List<String> lines = new ArrayList<>();
        lines.add(line(heads, widths));
        lines.add(Arrays.stream(widths).mapToObj("-"::repeat).collect(Collectors.joining(GAP)));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines.stream().map(text -> text + "\n").collect(Collectors.joining());
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String shown = cell.length() <= widths[column] ? cell : cell.substring(0, widths[column] - 3) + "...";
            String blanks = " ".repeat(widths[column] - shown.length());
            line.append(column == 0 ? "" : GAP);
            line.append(aligns.get(column) == Align.LEFT ? shown + blanks : blanks + shown);
        }
        return line.toString().stripTrailing();
    }

    /** A table of Markdown as GitHub reads it. */
    public String toMarkdown() {
        String rule = aligns.stream()
                .map(align -> align == Align.LEFT ? "---" : "---:")
                .collect(Collectors.joining(" | ", "| ", " |\n"));
        return markdown(heads) + rule + rows.stream().map(Table::markdown).collect(Collectors.joining());
    }

    /** A table of HTML, without styles. */
    public String toHtml() {
        return "<table>\n" + html("th", heads)
                + rows.stream().map(row -> html("td", row)).collect(Collectors.joining()) + "</table>\n";
    }

    private static String html(String tag, List<String> cells) {
        return cells.stream()
                .map(cell -> "<" + tag + ">" + Html.escaped(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static String markdown(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
