package dev.gatun;

import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One part of an index, as between the brackets of {@code x[1, ::2, None, ...]} in Python. Indexing gives views, never
 * copies.
 *
 * <pre>{@code
 * x.at(Index.at(1), Index.range(0, 10, 2))    x[1, 0:10:2]
 * x.at(Index.ELLIPSIS, Index.at(0))           x[..., 0]
 * x.at("..., 0")                              the same as text
 * }</pre>
 */
public sealed interface Index {
    /** All indices of a dimension: {@code :}. */
    Index ALL = new Range(Layout.OPEN, Layout.OPEN, 1);

    /** A new dimension of size 1: {@code None}. */
    Index NEW_AXIS = Marker.NEW_AXIS;

    /** As many {@link #ALL} as are missing: {@code ...}; at most one in an index. */
    Index ELLIPSIS = Marker.ELLIPSIS;

    /**
     * One index of a dimension, which is dropped.
     *
     * @param index negative from the end
     * @return the part of an index
     */
    static Index at(long index) {
        return new At(index);
    }

    /**
     * {@code start:stop}.
     *
     * @param start first index, negative from the end
     * @param stop first index not taken, negative from the end
     * @return the part of an index
     */
    static Index range(long start, long stop) {
        return new Range(start, stop, 1);
    }

    /**
     * {@code start:stop:step}.
     *
     * @param start first index, negative from the end
     * @param stop first index not taken, negative from the end
     * @param step any number but 0; negative walks backwards
     * @return the part of an index
     */
    static Index range(long start, long stop, long step) {
        return new Range(start, stop, step);
    }

    /**
     * {@code start:}, all indices from one on.
     *
     * @param start first index, negative from the end
     * @return the part of an index
     */
    static Index from(long start) {
        return new Range(start, Layout.OPEN, 1);
    }

    /**
     * {@code :stop}, all indices before one.
     *
     * @param stop first index not taken, negative from the end
     * @return the part of an index
     */
    static Index to(long stop) {
        return new Range(Layout.OPEN, stop, 1);
    }

    /**
     * {@code ::step}, every step-th index; {@code step(-1)} reverses a dimension.
     *
     * @param step any number but 0
     * @return the part of an index
     */
    static Index step(long step) {
        return new Range(Layout.OPEN, Layout.OPEN, step);
    }

    /**
     * Reads an index in Python's syntax: numbers, {@code start:stop:step} with any part left out, {@code None},
     * {@code ...}, separated by commas.
     *
     * @param text what stands between the brackets, for example {@code "1, ::-1"}
     * @return its parts
     * @throws ShapeException if the text is no index; the message quotes it and names the part
     */
    static Index[] parse(String text) {
        String[] parts = text.split(",", -1);
        int count = parts.length;
        if (count > 1 && parts[count - 1].isBlank()) {
            count--; // Python allows one comma at the end
        }
        Index[] index = new Index[count];
        for (int i = 0; i < count; i++) {
            index[i] = parsePart(text, parts[i].strip());
        }
        return index;
    }

    private static Index parsePart(String text, String part) {
        if (part.equals("...")) {
            return ELLIPSIS;
        }
        if (part.equals("None")) {
            return NEW_AXIS;
        }
        String[] bounds = part.split(":", -1);
        if (part.isEmpty() || bounds.length > 3) {
            throw notAnIndex(text, part);
        }
        if (bounds.length == 1) {
            return new At(number(text, part, bounds[0], 0));
        }
        return new Range(
                number(text, part, bounds[0], Layout.OPEN),
                number(text, part, bounds[1], Layout.OPEN),
                bounds.length == 3 ? number(text, part, bounds[2], 1) : 1);
    }

    private static long number(String text, String part, String digits, long missing) {
        if (digits.isBlank()) {
            return missing;
        }
        try {
            return Math.max(Long.parseLong(digits.strip()), Layout.OPEN + 1); // as far before the start, and not OPEN
        } catch (NumberFormatException e) {
            throw notAnIndex(text, part);
        }
    }

    private static ShapeException notAnIndex(String text, String part) {
        return new ShapeException("at[" + text + "]: '" + part
                + "' is no index; use a number, start:stop:step, None or ..., separated by commas");
    }

    /**
     * Applies an index to a layout; trailing dimensions that are not named are kept.
     *
     * @param layout what is indexed
     * @param index the parts
     * @return the layout of the view
     * @throws ShapeException if the parts do not fit the shape
     */
    static Layout apply(Layout layout, Index... index) {
        int named = 0;
        int ellipses = 0;
        for (Index part : index) {
            named += part instanceof Marker ? 0 : 1;
            ellipses += part.equals(ELLIPSIS) ? 1 : 0;
        }
        if (ellipses > 1) {
            throw new ShapeException(
                    "at" + Arrays.toString(index) + ": only one ellipsis (...) is allowed in an index");
        }
        if (named > layout.rank()) {
            throw new ShapeException("at" + Arrays.toString(index) + ": " + named + " indices are too many for shape "
                    + ShapeException.show(layout.shape()) + " of " + layout.rank() + " dimensions");
        }
        Layout view = layout;
        int source = 0; // a dimension of the layout, for messages
        int target = 0; // where it stands in the view so far
        for (Index part : index) {
            if (part.equals(ELLIPSIS)) {
                source += layout.rank() - named;
                target += layout.rank() - named;
            } else if (part.equals(NEW_AXIS)) {
                view = view.unsqueeze(target++);
            } else if (part instanceof At at) {
                long size = layout.size(source);
                if (at.index < -size || at.index >= size) {
                    throw new ShapeException("at" + Arrays.toString(index) + ": index " + at.index
                            + " is out of range for dimension " + source + " of size " + size + " in shape "
                            + ShapeException.show(layout.shape()));
                }
                view = view.select(target, at.index);
                source++;
            } else if (part instanceof Range range) {
                if (range.step == 0) {
                    throw new ShapeException("at" + Arrays.toString(index) + ": the step of dimension " + source
                            + " is 0; a step is positive or negative");
                }
                if (!range.equals(ALL)) {
                    view = view.slice(target, range.start, range.stop, range.step);
                }
                source++;
                target++;
            }
        }
        return view;
    }

    /**
     * One index; see {@link Index#at}.
     *
     * @param index negative from the end
     */
    record At(long index) implements Index {
        @Override
        public String toString() {
            return Long.toString(index);
        }
    }

    /**
     * A range of indices; see {@link Index#range(long, long, long)}.
     *
     * @param start first index, or {@link Layout#OPEN}
     * @param stop first index not taken, or {@link Layout#OPEN}
     * @param step any number but 0
     */
    record Range(long start, long stop, long step) implements Index {
        @Override
        public String toString() {
            List<String> parts = new ArrayList<>();
            parts.add(start == Layout.OPEN ? "" : Long.toString(start));
            parts.add(stop == Layout.OPEN ? "" : Long.toString(stop));
            if (step != 1) {
                parts.add(Long.toString(step));
            }
            return String.join(":", parts);
        }
    }

    /** Parts that name no dimension. */
    enum Marker implements Index {
        /** {@link Index#NEW_AXIS}. */
        NEW_AXIS("None"),
        /** {@link Index#ELLIPSIS}. */
        ELLIPSIS("...");

        private final String text;

        Marker(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
