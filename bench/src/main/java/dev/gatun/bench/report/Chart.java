package dev.gatun.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.measure.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A picture of numbers, and the same numbers as a table. The picture is drawn in the browser, by report.js, which has a
 * function for each kind.
 *
 * @param id unique on the page
 * @param kind how it is drawn
 * @param title what is seen, in a few words
 * @param text how to read it, in a sentence or two
 * @param settings what the kind needs besides the points
 * @param points what is drawn
 * @param table the alternative
 */
record Chart(
        String id, Kind kind, String title, String text, Map<String, Object> settings, List<Point> points, Grid table) {
    /** How a chart is drawn. */
    enum Kind {
        /** A bar for each label. */
        BARS,
        /** A line of dots for each label, one for each series. */
        DOTS,
        /** A coloured cell for each label and series. */
        HEAT,
        /** Lines over x, one for each series. */
        LINES,
        /** Points under a roof. */
        ROOFLINE
    }

    /**
     * What is drawn of one number.
     *
     * @param label what it belongs to
     * @param series whose it is
     * @param x where it is, in charts that have such an axis; NaN elsewhere
     * @param value the number
     * @param shade from 0 to 1, in heat maps; NaN elsewhere
     * @param text the number as it is shown
     */
    record Point(String label, String series, double x, double value, double shade, String text) {
        static Point of(String label, String series, double value, String text) {
            return new Point(label, series, Double.NaN, value, Double.NaN, text);
        }
    }

    /** Rows below heads. */
    record Grid(List<String> heads, List<List<String>> rows) {
        /** Labels down, series across, as they come. */
        static Grid of(String corner, List<Point> points) {
            List<String> series = points.stream().map(Point::series).distinct().toList();
            List<String> heads = new ArrayList<>(List.of(corner));
            heads.addAll(series);
            List<List<String>> rows = points.stream()
                    .map(Point::label)
                    .distinct()
                    .map(label -> row(label, series, points))
                    .toList();
            return new Grid(heads, rows);
        }

        private static List<String> row(String label, List<String> series, List<Point> points) {
            List<String> cells = new ArrayList<>(List.of(label));
            for (String name : series) {
                cells.add(points.stream()
                        .filter(point -> point.label.equals(label) && point.series.equals(name))
                        .map(Point::text)
                        .findFirst()
                        .orElse(""));
            }
            return cells;
        }
    }

    /** For report.js. */
    ObjectNode toJson() {
        ObjectNode node = Json.object();
        node.put("id", id).put("kind", kind.name());
        ObjectNode all = node.putObject("settings");
        settings.forEach(all::putPOJO);
        ArrayNode list = node.putArray("points");
        for (Point point : points) {
            ObjectNode to = list.addObject()
                    .put("label", point.label)
                    .put("series", point.series)
                    .put("value", point.value)
                    .put("text", point.text);
            if (!Double.isNaN(point.x)) {
                to.put("x", point.x);
            }
            if (!Double.isNaN(point.shade)) {
                to.put("shade", point.shade);
            }
        }
        return node;
    }
}
