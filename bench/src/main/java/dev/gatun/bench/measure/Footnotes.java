package dev.gatun.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Why cells of a table are empty: each reason once, with a number and with all that it holds for. */
public final class Footnotes {
    private final Map<String, Set<String>> subjects = new LinkedHashMap<>();

    /** No notes. */
    public Footnotes() {}

    /** Notes a reason, and gives its number in brackets. */
    public String mark(String subject, String reason) {
        subjects.computeIfAbsent(reason, fresh -> new LinkedHashSet<>()).add(subject);
        return "[" + (new ArrayList<>(subjects.keySet()).indexOf(reason) + 1) + "]";
    }

    /** What a call costs, or the number of the reason why that is not known. */
    public String cell(Row<?, ?> row) {
        OptionalDouble nanos = row.median();
        if (nanos.isPresent()) {
            return Units.time(nanos.getAsDouble());
        }
        String id = row.contender().id();
        return mark(row.failed() ? id + " at " + row.of() : id, row.reason());
    }

    /** A line for each, after an empty one; nothing if there are none. */
    public String toText() {
        return lines("[", "] ");
    }

    /** The same as a list of Markdown. */
    public String toMarkdown() {
        return lines("", ". ");
    }

    private String lines(String before, String after) {
        List<String> lines = new ArrayList<>();
        subjects.forEach((reason, of) ->
                lines.add(before + (lines.size() + 1) + after + String.join(", ", of) + ": " + reason + "\n"));
        return lines.isEmpty() ? "" : "\n" + String.join("", lines);
    }
}
