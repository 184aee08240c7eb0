package dev.gatun.gemm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where PACKED is faster than OpenBLAS: the time of OpenBLAS divided by the time of PACKED, measured on one thread at the
 * sizes 1, 4, 16, 64, 256 and 1024 of m, n and k, for the four transposes and for vectors of so many floats (lanes).
 * {@link Backend#AUTO} takes PACKED where the ratio of the nearest measured product is at least 0.98.
 *
 * <p>The table is a text that a person can read. The one that Gatun comes with is the resource {@code dispatch.txt} beside
 * this class; {@code bench/gatun bench calibrate} writes one for the machine it runs on, and
 * {@code -Dgatun.gemm.table=FILE} puts it in force. In lines, where what follows a # is a comment:
 *
 * <pre>
 * lanes 16
 * # measured on 2026-11-23 by ...
 *
 * NN k 1
 *   m\n       1       4      16      64     256    1024
 *     1    1.31    1.20    0.99    0.97    0.71    0.66
 *     4 ...
 * </pre>
 *
 * <p>and so on for m up to 1024, k up to 1024, and NT, TN and TT; then perhaps other lanes. {@code TN} is a product whose
 * left operand lies transposed in memory.
 */
public final class DispatchTable {
    /** The system property that names a file with another table. */
    public static final String PROPERTY = "gatun.gemm.table";

    /**
     * The least ratio with which PACKED is taken. Below 1, because what is measured varies by a per cent or two, and
     * PACKED spares the call out of Java.
     */
    static final double LEAST_RATIO = 0.98;

    /** Powers of 4: enough to tell the ways apart that a product can go, and few enough to be read by a person. */
    private static final long[] SIZES = {1, 4, 16, 64, 256, 1024};

    private static final String[] TRANSPOSES = {"NN", "NT", "TN", "TT"};

    /** Vectors of 32 bits, that is none, to 2048 bits, SVE's widest. */
    private static final int MOST_LANES = 64;

    /** Characters of a ratio in the text. */
    private static final int COLUMN = 8;

    private static final String RESOURCE = "dispatch.txt";

    private static final int LANES = Blocking.VECTORS ? Blocking.LANES : 1;

    /** By the logarithm of their lanes. */
    private final @Nullable Section[] sections;

    private DispatchTable(@Nullable Section[] sections) {
        this.sections = sections;
    }

    /** A ratio for every product of the grid, as it is measured. */
    @FunctionalInterface
    public interface Ratios {
        /**
         * The time of OpenBLAS over that of PACKED.
         *
         * @param transA whether the left operand lies transposed
         * @param transB whether the right operand does
         * @param m rows of the product
         * @param n columns of the product
         * @param k length of the sums
         * @return a positive number
         */
        double at(boolean transA, boolean transB, long m, long n, long k);
    }

    /**
     * A product of the grid and what was measured there.
     *
     * @param lanes floats in a vector
     * @param transposes {@code NN}, {@code NT}, {@code TN} or {@code TT}
     * @param m rows of the product
     * @param n columns of the product
     * @param k length of the sums
     * @param ratio the time of OpenBLAS over that of PACKED
     */
    public record Point(int lanes, String transposes, long m, long n, long k, double ratio) {
        /**
         * Whether PACKED is taken there.
         *
         * @return true where the ratio is at least 0.98
         */
        public boolean packed() {
            return ratio >= LEAST_RATIO;
        }

        /**
         * The same in words.
         *
         * @return for example {@code 1.31 times OpenBLAS's speed at 4 x 16 by 16 x 64 NN, 16 lanes}
         */
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.2f times OpenBLAS's speed at %d x %d by %d x %d %s, %d lanes",
                    ratio,
                    m,
                    k,
                    k,
                    n,
                    transposes,
                    lanes);
        }
    }

    /** What was measured with vectors of one width. Immutable. */
    public static final class Section {
        private final int lanes;
        private final List<String> comments;
        private final double[] ratios;
        private final boolean[] packed;

        private Section(int lanes, List<String> comments, double[] ratios) {
            this.lanes = lanes;
            this.comments = List.copyOf(comments);
            this.ratios = ratios;
            this.packed = new boolean[ratios.length];
            for (int i = 0; i < ratios.length; i++) {
                packed[i] = ratios[i] >= LEAST_RATIO;
            }
        }

        /**
         * The measurements of one width, rounded to the two decimals that the text has.
         *
         * @param lanes floats in a vector: a power of 2 up to 64; 1 for single floats
         * @param comments lines about where, when and how it was measured
         * @param ratios asked once for each product of the grid
         * @return the section
         * @throws IllegalArgumentException if lanes is no such number, a comment has a line break, or a ratio is not
         *     positive and finite
         */
        public static Section of(int lanes, List<String> comments, Ratios ratios) {
            if (!isWidth(lanes)) {
                throw new IllegalArgumentException(lanes + " lanes; they are a power of 2 up to " + MOST_LANES);
            }
            for (String comment : comments) {
                if (comment.lines().count() > 1) {
                    throw new IllegalArgumentException("a comment is one line, not: " + comment);
                }
            }
            double[] rounded = new double[TRANSPOSES.length * SIZES.length * SIZES.length * SIZES.length];
            for (int i = 0; i < rounded.length; i++) {
                Point at = point(lanes, i, 0);
                double ratio = ratios.at(isTransposed(at, 0), isTransposed(at, 1), at.m(), at.n(), at.k());
                if (!(ratio > 0) || ratio == Double.POSITIVE_INFINITY) {
                    throw new IllegalArgumentException("no ratio: " + point(lanes, i, ratio));
                }
                rounded[i] = Math.max(1, Math.rint(100 * ratio)) / 100;
            }
            return new Section(lanes, comments, rounded);
        }

        /**
         * How wide the vectors are.
         *
         * @return floats in a vector
         */
        public int lanes() {
            return lanes;
        }

        /**
         * How many products were measured.
         *
         * @return the size of the grid
         */
        public int count() {
            return ratios.length;
        }

        /**
         * At how many of them PACKED is taken.
         *
         * @return a number from 0 to {@link #count}
         */
        public int packedCount() {
            int taken = 0;
            for (boolean point : packed) {
                taken += point ? 1 : 0;
            }
            return taken;
        }

        /**
         * Whether PACKED is to be taken for a product: a few nanoseconds, and nothing is allocated.
         *
         * @param transA whether the left operand lies transposed
         * @param transB whether the right operand does
         * @param m rows of the product; any size from 0
         * @param n columns of the product
         * @param k length of the sums
         * @return whether it is at least 0.98 times as fast as OpenBLAS at the nearest product of the grid
         */
        public boolean packed(boolean transA, boolean transB, long m, long n, long k) {
            return packed[index(transA, transB, m, n, k)];
        }

        /**
         * The product of the grid that {@link #packed} decides by.
         *
         * @param transA whether the left operand lies transposed
         * @param transB whether the right operand does
         * @param m rows of the product; any size from 0
         * @param n columns of the product
         * @param k length of the sums
         * @return the nearest in the logarithm of each size, the larger of two that are equally near
         */
        public Point nearest(boolean transA, boolean transB, long m, long n, long k) {
            int index = index(transA, transB, m, n, k);
            return point(lanes, index, ratios[index]);
        }

        private void format(StringBuilder text) {
            text.append("\nlanes ").append(lanes).append('\n');
            comments.forEach(comment ->
                    text.append(comment.isEmpty() ? "#" : "# ").append(comment).append('\n'));
            int block = SIZES.length * SIZES.length;
            for (int i = 0; i < ratios.length; i++) {
                Point point = point(lanes, i, ratios[i]);
                if (i % block == 0) {
                    text.append('\n').append(title(point)).append('\n').append(columns());
                }
                if (i % SIZES.length == 0) {
                    text.append(String.format(Locale.ROOT, "\n%6d", point.m()));
                }
                text.append(String.format(Locale.ROOT, "%8.2f", point.ratio()));
                if (i % block == block - 1) {
                    text.append('\n');
                }
            }
        }
    }

    /**
     * The sizes at which m, n and k are measured.
     *
     * @return a fresh array, ascending
     */
    public static long[] sizes() {
        return SIZES.clone();
    }

    /**
     * The width of the vectors that PACKED computes with in this JVM.
     *
     * @return floats in a vector; 1 where it computes without, as in a JVM without {@code jdk.incubator.vector}
     */
    public static int lanes() {
        return LANES;
    }

    /**
     * A table without measurements.
     *
     * @return a table in which no width has a section
     */
    public static DispatchTable empty() {
        return new DispatchTable(new @Nullable Section[log2(MOST_LANES) + 1]);
    }

    /**
     * This table with other measurements for one width; those of other widths stay.
     *
     * @param section what to put in the place of the section with the same lanes
     * @return a new table
     */
    public DispatchTable with(Section section) {
        @Nullable Section[] others = sections.clone();
        others[log2(section.lanes)] = section;
        return new DispatchTable(others);
    }

    /**
     * The measurements of one width.
     *
     * @param lanes floats in a vector
     * @return the section, or empty if the table has none
     */
    public Optional<Section> section(int lanes) {
        return Optional.ofNullable(find(lanes));
    }

    private @Nullable Section find(int lanes) {
        return isWidth(lanes) ? sections[log2(lanes)] : null;
    }

    /**
     * The measurements of one width in the table in force: that of the system property's file, else the one that Gatun
     * comes with.
     *
     * @throws IllegalArgumentException at each call, if the file cannot be read or is no table
     */
    static @Nullable Section inForce(int lanes) {
        DispatchTable table = Configured.RESULT.table();
        if (table == null) {
            throw new IllegalArgumentException(Configured.RESULT.error());
        }
        return table.find(lanes);
    }

    /** Where the table in force is from, in words. */
    static String source() {
        return Configured.FILE.isEmpty() ? "Gatun's own table" : "-D" + PROPERTY + "=" + Configured.FILE;
    }

    /** Read once. A bad file is kept as its message: to be reported at each use, which a failed initialiser could not. */
    private static final class Configured {
        static final String FILE = System.getProperty(PROPERTY, "").strip();
        static final Result RESULT = FILE.isEmpty() ? shipped() : configured(FILE);

        private Configured() {}
    }

    /** Either a table, or why there is none. */
    record Result(@Nullable DispatchTable table, String error) {}

    static Result configured(String file) {
        try {
            return new Result(read(Path.of(file)), "");
        } catch (IOException e) {
            return new Result(null, "-D" + PROPERTY + "=" + file + " cannot be read: " + e);
        } catch (IllegalArgumentException e) { // also a text that is no path
            return new Result(null, "-D" + PROPERTY + "=" + file + ": " + e.getMessage());
        }
    }

    private static Result shipped() {
        try (InputStream resource = DispatchTable.class.getResourceAsStream(RESOURCE)) {
            return resource == null
                    ? new Result(empty(), "")
                    : new Result(parse(RESOURCE, new String(resource.readAllBytes(), StandardCharsets.UTF_8)), "");
        } catch (IOException | IllegalArgumentException e) {
            return new Result(null, "Gatun's own dispatch table cannot be read: " + e.getMessage());
        }
    }

    /**
     * Reads a file.
     *
     * @param file a table as {@link #format} writes it
     * @return the table
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no table; the message names file, line and what is wrong
     */
    public static DispatchTable read(Path file) throws IOException {
        return parse(String.valueOf(file.getFileName()), Files.readString(file));
    }

    /**
     * Reads a text.
     *
     * @param source what messages call it
     * @param text a table as {@link #format} writes it
     * @return the table
     * @throws IllegalArgumentException if it is no table; the message names source, line and what is wrong
     */
    public static DispatchTable parse(String source, String text) {
        return new Parser(source, text).table();
    }

    /**
     * The table as a person reads it and {@link #parse} does.
     *
     * @return lines, the widest vectors first
     */
    public String format() {
        StringBuilder text = new StringBuilder("""
                # Which products PACKED, in Java, computes faster than OpenBLAS: the time of OpenBLAS divided by the time of
                # PACKED, one thread, for C <- A B with A m x k and B k x n, by the floats in a vector (lanes) and by which
                # operand lies transposed (TN: the left one). Where the nearest ratio is at least 0.98, PACKED is taken.
                # bench/gatun bench calibrate --out FILE writes it anew; -Dgatun.gemm.table=FILE puts it in force.
                """);
        for (int i = sections.length - 1; i >= 0; i--) {
            Section section = sections[i];
            if (section != null) {
                section.format(text);
            }
        }
        return text.toString();
    }

    /** Order of the ratios: transposes, then k, m and n, which is that of the text. */
    private static int index(boolean transA, boolean transB, long m, long n, long k) {
        int transposes = (transA ? 2 : 0) + (transB ? 1 : 0);
        return ((transposes * SIZES.length + nearest(k)) * SIZES.length + nearest(m)) * SIZES.length + nearest(n);
    }

    /**
     * Which of the sizes is nearest in the logarithm. Between 4^i and 4^(i+1) the middle is 2^(2i+1), a power of 2, so
     * that the number of binary digits decides: 1 is 1, 2 to 7 is 4, 8 to 31 is 16.
     */
    private static int nearest(long size) {
        return Math.min((Long.SIZE - Long.numberOfLeadingZeros(size)) >> 1, SIZES.length - 1);
    }

    private static Point point(int lanes, int index, double ratio) {
        int n = index % SIZES.length;
        int m = index / SIZES.length % SIZES.length;
        int k = index / SIZES.length / SIZES.length % SIZES.length;
        int transposes = index / SIZES.length / SIZES.length / SIZES.length;
        return new Point(lanes, TRANSPOSES[transposes], SIZES[m], SIZES[n], SIZES[k], ratio);
    }

    private static boolean isTransposed(Point point, int operand) {
        return point.transposes().charAt(operand) == 'T';
    }

    private static String title(Point point) {
        return point.transposes() + " k " + point.k();
    }

    private static String columns() {
        StringBuilder line = new StringBuilder("   m\\n");
        for (long n : SIZES) {
            String size = Long.toString(n);
            line.append(" ".repeat(COLUMN - size.length())).append(size);
        }
        return line.toString();
    }

    private static boolean isWidth(int lanes) {
        return lanes >= 1 && lanes <= MOST_LANES && Integer.bitCount(lanes) == 1;
    }

    private static int log2(int powerOf2) {
        return Integer.numberOfTrailingZeros(powerOf2);
    }

    /** Reads line by line, and knows where it is when something is wrong. */
    private static final class Parser {
        private static final Pattern LANES = Pattern.compile("lanes (\\d{1,9})");
        private static final List<String> HEADS = List.of(columns().strip().split("\\s+"));
        private static final Pattern BLOCK = Pattern.compile("([NT]{2}) k (\\d{1,9})");

        private final String source;
        private final List<String> lines;
        /** The comments between the line before and this one. */
        private final List<String> comments = new ArrayList<>();

        private int number;
        private @Nullable String line;

        Parser(String source, String text) {
            this.source = source;
            this.lines = text.lines().toList();
            advance();
        }

        DispatchTable table() {
            DispatchTable table = empty();
            while (line != null) {
                int lanes = lanes();
                if (table.find(lanes) != null) {
                    throw wrong("lanes " + lanes + " for the second time");
                }
                table = table.with(section(lanes));
            }
            return table;
        }

        private int lanes() {
            Matcher lanes = match(LANES);
            if (!lanes.matches() || !isWidth(Integer.parseInt(lanes.group(1)))) {
                throw unexpected("'lanes 16' or another power of 2 up to " + MOST_LANES);
            }
            return Integer.parseInt(lanes.group(1));
        }

        private Section section(int lanes) {
            advance();
            List<String> about = List.copyOf(comments);
            double[] ratios = new double[TRANSPOSES.length * SIZES.length * SIZES.length * SIZES.length];
            while (line != null && !match(LANES).matches()) {
                block(ratios);
            }
            for (int i = 0; i < ratios.length; i++) {
                if (ratios[i] == 0) {
                    throw wrong("lanes " + lanes + " has no block '" + title(point(lanes, i, 0)) + "'");
                }
            }
            return new Section(lanes, about, ratios);
        }

        private void block(double[] ratios) {
            Matcher title = match(BLOCK);
            int k = title.matches() ? Arrays.binarySearch(SIZES, Long.parseLong(title.group(2))) : -1;
            if (k < 0) {
                throw unexpected("'NN k 1' or other transposes and another k of " + Arrays.toString(SIZES));
            }
            int at = (Arrays.asList(TRANSPOSES).indexOf(title.group(1)) * SIZES.length + k)
                    * SIZES.length
                    * SIZES.length;
            if (ratios[at] != 0) {
                throw wrong("'" + line + "' for the second time");
            }
            advance();
            if (!words().equals(HEADS)) {
                throw unexpected("'" + columns().strip() + "'");
            }
            advance();
            for (long m : SIZES) {
                List<String> row = words();
                if (row.size() != 1 + SIZES.length || !row.getFirst().equals(Long.toString(m))) {
                    throw unexpected("a row of m " + m + " and " + SIZES.length + " ratios");
                }
                for (String cell : row.subList(1, row.size())) {
                    ratios[at++] = ratio(cell);
                }
                advance();
            }
        }

        private double ratio(String cell) {
            try {
                double ratio = Double.parseDouble(cell);
                if (ratio > 0 && ratio < Double.POSITIVE_INFINITY) {
                    return ratio;
                }
            } catch (NumberFormatException e) {
                // The same complaint.
            }
            throw wrong("'" + cell + "' is no ratio of two times");
        }

        /** To the next line that says something, without the comment at its end. */
        private void advance() {
            comments.clear();
            do {
                number++;
                String whole = number <= lines.size() ? lines.get(number - 1).strip() : null;
                if (whole != null && whole.startsWith("#")) {
                    comments.add(whole.substring(1).strip());
                }
                int comment = whole == null ? -1 : whole.indexOf('#');
                line = whole == null || comment < 0
                        ? whole
                        : whole.substring(0, comment).strip();
            } while (line != null && line.isEmpty());
        }

        private Matcher match(Pattern pattern) {
            return pattern.matcher(line == null ? "" : line);
        }

        /** Without a regular expression: this is on the way to the first product of a process. */
        private List<String> words() {
            List<String> words = new ArrayList<>();
            StringTokenizer cells = new StringTokenizer(line == null ? "" : line);
            while (cells.hasMoreTokens()) {
                words.add(cells.nextToken());
            }
            return words;
        }

        private IllegalArgumentException unexpected(String expected) {
            return wrong((line == null ? "the text ends" : "'" + line + "'") + " where " + expected + " was expected");
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(source + ":" + Math.min(number, lines.size()) + ": " + what);
        }
    }
}
