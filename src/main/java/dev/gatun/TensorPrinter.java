package dev.gatun;

import dev.gatun.layout.DType;
import dev.gatun.layout.Layout;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A tensor as text, character for character what PyTorch prints (the rules of its {@code torch/_tensor_str.py} with the
 * default print options).
 *
 * <p>All elements of a tensor share one {@link Format}, chosen by looking at the elements that will be shown and at no
 * others: a tensor of more than {@link #THRESHOLD} elements is summarised to the first and last {@link #EDGE_ITEMS} of
 * each dimension, so that a huge expanded tensor prints as fast as a small one.
 */
final class TensorPrinter {
    /** Digits after the point. */
    private static final int PRECISION = 4;

    /** Above this many elements a tensor is summarised. */
    private static final long THRESHOLD = 1000;

    /** How many indices a summarised dimension shows at either end. */
    private static final int EDGE_ITEMS = 3;

    private static final int LINE_WIDTH = 80;

    private static final String PREFIX = "tensor(";

    private final Tensor tensor;
    private final Layout layout;
    private final boolean summarised;
    private final Format format;

    private TensorPrinter(Tensor tensor) {
        this.tensor = tensor;
        this.layout = tensor.layout();
        this.summarised = layout.numel() > THRESHOLD;
        List<Double> shown = new ArrayList<>();
        collect(0, layout.offset(), shown);
        this.format = tensor.dtype() == DType.BOOL ? Format.booleans(shown) : Format.floats(shown);
    }

    static String print(Tensor tensor) {
        StringBuilder text = new StringBuilder(PREFIX);
        if (tensor.numel() > 0) {
            new TensorPrinter(tensor).append(text, 0, tensor.layout().offset());
        } else {
            text.append("[]");
            // With no element in sight, what the brackets cannot tell is said in words.
            if (tensor.rank() != 1) {
                appendSuffix(text, "size=" + tuple(tensor.shape()));
            }
            if (tensor.dtype() != DType.FLOAT32) {
                appendSuffix(text, "dtype=torch." + tensor.dtype().name().toLowerCase(Locale.ROOT));
            }
        }
        return text.append(')').toString();
    }

    // ---------------------------------------------------------------------------------------------- which elements

    /** The values that will be shown, in order; {@code element} is the first of the sub-tensor that starts at dim. */
    private void collect(int dim, long element, List<Double> shown) {
        if (dim == layout.rank()) {
            shown.add((double) tensor.read(element));
            return;
        }
        long size = layout.size(dim);
        for (long i = 0; i < size; i = next(i, size)) {
            collect(dim + 1, element + i * layout.stride(dim), shown);
        }
    }

    /** The next index that is shown after i. */
    private long next(long i, long size) {
        return dotsFollow(i, size) ? size - EDGE_ITEMS : i + 1;
    }

    private boolean dotsFollow(long i, long size) {
        return summarised && i == EDGE_ITEMS - 1 && size > 2 * EDGE_ITEMS;
    }

    // ---------------------------------------------------------------------------------------------- brackets and lines

    private void append(StringBuilder text, int dim, long element) {
        int inner = layout.rank() - dim;
        if (inner == 0) {
            text.append(format.text(tensor.read(element)));
        } else if (inner == 1) {
            appendRow(text, dim, element);
        } else {
            // Rows part by a line break, matrices by an empty line more, and so on outwards.
            String separator = "," + "\n".repeat(inner - 1) + " ".repeat(indent(dim));
            text.append('[');
            long size = layout.size(dim);
            for (long i = 0; i < size; i = next(i, size)) {
                text.append(i == 0 ? "" : separator);
                append(text, dim + 1, element + i * layout.stride(dim));
                text.append(dotsFollow(i, size) ? separator + "..." : "");
            }
            text.append(']');
        }
    }

    /** The last dimension, wrapped to the line width. */
    private void appendRow(StringBuilder text, int dim, long element) {
        List<String> cells = new ArrayList<>();
        long size = layout.size(dim);
        for (long i = 0; i < size; i = next(i, size)) {
            cells.add(format.text(tensor.read(element + i * layout.stride(dim))));
            if (dotsFollow(i, size)) {
                cells.add(" ...");
            }
        }
        // As PyTorch has it, the bracket does not count as part of the line.
        int perLine = Math.max(1, (LINE_WIDTH - indent(dim) + 1) / (format.width() + 2));
        text.append('[');
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : i % perLine == 0 ? ",\n" + " ".repeat(indent(dim)) : ", ");
            text.append(cells.get(i));
        }
        text.append(']');
    }

    /** The column in which the content of a bracket of this dimension starts. */
    private static int indent(int dim) {
        return PREFIX.length() + dim + 1;
    }

    /** Adds a remark after the brackets, on a new line where it would pass the line width. */
    private static void appendSuffix(StringBuilder text, String suffix) {
        int line = text.length() - text.lastIndexOf("\n") + 1;
        boolean fits = line + suffix.length() + 2 <= LINE_WIDTH;
        text.append(fits ? ", " : ",\n" + " ".repeat(PREFIX.length())).append(suffix);
    }

    /** A shape as Python shows it: {@code (0, 3)}. */
    private static String tuple(long[] shape) {
        List<String> sizes = new ArrayList<>();
        for (long size : shape) {
            sizes.add(Long.toString(size));
        }
        return "(" + String.join(", ", sizes) + ")";
    }

    // ---------------------------------------------------------------------------------------------- one element

    /** How the elements of one tensor are written: the notation, and the width to which they are padded. */
    private record Format(Notation notation, int width) {
        private enum Notation {
            BOOLEAN,
            /** Whole numbers with a point to tell them from integers. */
            WHOLE,
            FIXED,
            SCIENTIFIC
        }

        static Format booleans(List<Double> shown) {
            return widthOf(Notation.BOOLEAN, shown);
        }

        /** PyTorch's choice, which looks at the finite values that are not zero. */
        static Format floats(List<Double> shown) {
            List<Double> telling = new ArrayList<>();
            boolean whole = true;
            double min = Double.POSITIVE_INFINITY;
            double max = 0;
            for (double x : shown) {
                if (Double.isFinite(x) && x != 0) {
                    telling.add(x);
                    whole &= x == Math.rint(x);
                    min = Math.min(min, Math.abs(x));
                    max = Math.max(max, Math.abs(x));
                }
            }
            boolean scientific = max / min > 1000 || max > 1e8 || min < 1e-4;
            return widthOf(scientific ? Notation.SCIENTIFIC : whole ? Notation.WHOLE : Notation.FIXED, telling);
        }

        private static Format widthOf(Notation notation, List<Double> telling) {
            int width = 1;
            for (double x : telling) {
                width = Math.max(width, new Format(notation, 0).text(x).length());
            }
            return new Format(notation, width);
        }

        /** Right-aligned; what had no say in the width (nan, inf, zeros) may be wider. */
        String text(double x) {
            String plain = unpadded(x);
            return " ".repeat(Math.max(0, width - plain.length())) + plain;
        }

        private String unpadded(double x) {
            if (notation == Notation.BOOLEAN) {
                return x == 0 ? "False" : "True";
            }
            if (Double.isNaN(x)) {
                return "nan";
            }
            String sign = Math.copySign(1, x) < 0 ? "-" : ""; // of zeros too
            if (Double.isInfinite(x)) {
                return sign + "inf";
            }
            // C's printf rounds the exact decimal expansion of the double, ties to even; so does BigDecimal.
            BigDecimal exact = new BigDecimal(Math.abs(x));
            return sign
                    + switch (notation) {
                        case WHOLE -> exact.toPlainString() + ".";
                        case FIXED ->
                            exact.setScale(PRECISION, RoundingMode.HALF_EVEN).toPlainString();
                        default -> scientific(exact);
                    };
        }

        /** One digit, the point, PRECISION digits, and an exponent of a sign and at least two digits. */
        private static String scientific(BigDecimal exact) {
            BigDecimal rounded = exact.round(new MathContext(PRECISION + 1, RoundingMode.HALF_EVEN));
            int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
            BigDecimal mantissa = rounded.scaleByPowerOfTen(-exponent).setScale(PRECISION);
            String digits = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
            return mantissa.toPlainString() + "e" + (exponent < 0 ? "-" : "+") + digits;
        }
    }
}
