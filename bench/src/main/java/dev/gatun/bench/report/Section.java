package dev.gatun.bench.report;

import java.util.List;

/**
 * A part of the page.
 *
 * @param id its anchor
 * @param title its heading
 * @param paragraphs what it says
 * @param rungs tiers with their code, if it is the ladder
 * @param charts pictures
 * @param from how it was measured: commands and dates
 */
record Section(
        String id, String title, List<String> paragraphs, List<Rung> rungs, List<Chart> charts, List<String> from) {
    /**
     * A tier of the ladder.
     *
     * @param id of its row
     * @param label its name for a person
     * @param nanos of a call as text; empty if it was not measured
     * @param timesFaster than the baseline; NaN if it was not measured
     * @param lesson the figure of the lesson; NaN if it has none
     * @param figures what else is known, as text
     * @param line the line of code that is the tier
     * @param source all of it; empty if there is no file to show
     * @param file where that is
     */
    record Rung(
            String id,
            String label,
            String nanos,
            double timesFaster,
            double lesson,
            String figures,
            String line,
            String source,
            String file) {}
}
