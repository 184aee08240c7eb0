package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatun.ChildJvm;
import dev.gatun.gemm.DispatchTable.Point;
import dev.gatun.gemm.DispatchTable.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DispatchTableTest {
    private static final List<String> COMMENTS = List.of("measured on 2026-11-23", "", "on a machine");

    /** Ratios that say where they were measured: 1.23 at NN for index 1 of k, 2 of m, 3 of n, and so on. */
    private static double telling(boolean transA, boolean transB, long m, long n, long k) {
        return (transA ? 20 : 0) + (transB ? 10 : 0) + digit(k) + digit(m) / 10.0 + digit(n) / 100.0 + 0.11;
    }

    private static int digit(long size) {
        return Long.numberOfTrailingZeros(size) / 2;
    }

    private static Section telling(int lanes) {
        return Section.of(lanes, COMMENTS, DispatchTableTest::telling);
    }

    private static DispatchTable read(String text) {
        return DispatchTable.parse("t.txt", text);
    }

    private static String text() {
        return DispatchTable.empty().with(telling(16)).format();
    }

    @Test
    void comes_back_from_its_text() {
        SplittableRandom random = new SplittableRandom(3);
        Section uneven = Section.of(8, List.of(), (transA, transB, m, n, k) -> Math.exp(random.nextDouble(-6, 6)));
        DispatchTable table = DispatchTable.empty().with(telling(16)).with(uneven);
        DispatchTable read = read(table.format());
        assertThat(read.format()).isEqualTo(table.format());
        for (int lanes : new int[] {8, 16}) {
            Section written = table.section(lanes).orElseThrow();
            Section again = read.section(lanes).orElseThrow();
            assertThat(again.lanes()).isEqualTo(lanes);
            for (long size : DispatchTable.sizes()) {
                for (long k : DispatchTable.sizes()) {
                    assertThat(again.nearest(true, false, size, 64, k))
                            .isEqualTo(written.nearest(true, false, size, 64, k));
                    assertThat(again.packed(false, true, 4, size, k))
                            .isEqualTo(written.packed(false, true, 4, size, k));
                }
            }
        }
        assertThat(read.section(4)).isEmpty();
        assertThat(read.section(5)).isEmpty();
        assertThat(read.section(Integer.MIN_VALUE)).isEmpty();
    }

    @Test
    void is_a_text_that_a_person_can_read() {
        assertThat(text())
                .startsWith("# Which products")
                .contains("""

                lanes 16
                # measured on 2026-11-23
                #
                # on a machine

                NN k 1
                   m\\n       1       4      16      64     256    1024
                     1    0.11    0.12    0.13    0.14    0.15    0.16
                     4    0.21    0.22    0.23    0.24    0.25    0.26
                """)
                .contains("""

                TT k 1024
                   m\\n       1       4      16      64     256    1024
                     1   35.11   35.12   35.13   35.14   35.15   35.16
                """)
                .endsWith("  1024   35.61   35.62   35.63   35.64   35.65   35.66\n");
    }

    @Test
    void sections_are_replaced_one_by_one() {
        DispatchTable one = read(DispatchTable.empty()
                .with(telling(16))
                .with(Section.of(8, List.of("old"), (transA, transB, m, n, k) -> 1))
                .format());
        DispatchTable other = one.with(Section.of(8, List.of("new"), (transA, transB, m, n, k) -> 2));
        assertThat(other.format())
                .contains("lanes 16\n# measured on 2026-11-23\n#\n# on a machine\n", "lanes 8\n# new\n")
                .doesNotContain("old");
        assertThat(one.format()).contains("# old");
        assertThat(DispatchTable.empty().section(16)).isEmpty();
        assertThat(read("# nothing yet").section(16)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "2, 4", // as far from 1 as from 4: the larger
        "4, 4",
        "7, 4",
        "8, 16",
        "31, 16",
        "32, 64",
        "127, 64",
        "128, 256",
        "511, 256",
        "512, 1024",
        "1024, 1024",
        "100000, 1024",
        "4611686018427387904, 1024",
        "9223372036854775807, 1024",
    })
    void the_nearest_size_is_that_in_the_logarithm(long size, long nearest) {
        Section section = telling(16);
        assertThat(section.nearest(false, true, size, 4, 16))
                .isEqualTo(new Point(
                        16, "NT", nearest, 4, 16, Math.rint(100 * telling(false, true, nearest, 4, 16)) / 100));
        assertThat(section.nearest(true, false, 4, size, 16))
                .isEqualTo(new Point(
                        16, "TN", 4, nearest, 16, Math.rint(100 * telling(true, false, 4, nearest, 16)) / 100));
        assertThat(section.nearest(true, true, 64, 256, size).k()).isEqualTo(nearest);
    }

    @Test
    void packed_is_taken_from_0_98_on() {
        Section section = Section.of(16, List.of(), (transA, transB, m, n, k) -> m == 4 ? 0.974 : m == 16 ? 0.976 : 5);
        assertThat(section.packed(false, false, 5, 1, 1)).isFalse();
        assertThat(section.nearest(false, false, 5, 1, 1).packed()).isFalse();
        assertThat(section.packed(false, false, 16, 1000, 1000)).isTrue();
        assertThat(section.packed(true, true, 1L << 62, 1L << 62, 1L << 62)).isTrue();
        assertThat(section.nearest(false, true, 15, 60, 3).toString())
                .isEqualTo("0.98 times OpenBLAS's speed at 16 x 4 by 4 x 64 NT, 16 lanes");
    }

    @Test
    void what_was_measured_must_be_a_ratio() {
        for (double ratio : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Section.of(16, List.of(), (transA, transB, m, n, k) -> m == 64 ? ratio : 1))
                    .withMessageContaining("at 64 x 1 by 1 x 1 NN");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> telling(12)).withMessageContaining("12 lanes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Section.of(8, List.of("a\nlanes 4"), DispatchTableTest::telling));
        // A text with two decimals must not make 0 of it.
        assertThat(Section.of(8, List.of(), (transA, transB, m, n, k) -> 1e-9)
                        .nearest(false, false, 1, 1, 1)
                        .ratio())
                .isEqualTo(0.01);
    }

    @Test
    void comments_and_blank_lines_may_stand_anywhere() {
        String text = text().lines().map(line -> line + "  # said by hand\n\n").collect(Collectors.joining());
        assertThat(read(text).section(16).orElseThrow().nearest(true, true, 4, 1, 4))
                .isEqualTo(telling(16).nearest(true, true, 4, 1, 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lanes 16       | lanes 12       | t.txt:6: 'lanes 12' where 'lanes 16' or another power of 2",
                "lanes 16       | lanes 99999999999 | t.txt:6: 'lanes 99999999999' where 'lanes 16'",
                "lanes 16       | lines 16       | t.txt:6: 'lines 16' where 'lanes 16'",
                "NN k 1         | NN k 2         | t.txt:11: 'NN k 2' where 'NN k 1' or other transposes",
                "NN k 1         | NX k 1         | t.txt:11: 'NX k 1' where",
                "NN k 4         | NN k 1         | t.txt:20: 'NN k 1' for the second time",
                "0.23           | 0.2x           | t.txt:14: '0.2x' is no ratio",
                "0.23           | 0              | t.txt:14: '0' is no ratio",
                "0.23           | NaN            | t.txt:14: 'NaN' is no ratio",
                "0.23           | -1             | t.txt:14: '-1' is no ratio",
                "0.23           | 1 2            | t.txt:14: '4    0.21    0.22    1 2",
                "0.23           | #              | t.txt:14: '4    0.21    0.22' where a row of m 4 and 6 ratios was",
                "m\\n       1   | m\\n       2   | t.txt:12: 'm\\n       2       4      16      64     256    1024' where",
            })
    void says_where_and_what_is_wrong(String from, String to, String message) {
        String text = text();
        assertThat(text).contains(from);
        int at = text.indexOf(from);
        String wrong = text.substring(0, at) + to + text.substring(at + from.length());
        assertThatIllegalArgumentException().isThrownBy(() -> read(wrong)).withMessageContaining(message);
    }

    @Test
    void says_what_is_missing_or_twice() {
        String text = text();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text.substring(0, text.indexOf("TT k 1024"))))
                .withMessageMatching("t\\.txt:\\d+: lanes 16 has no block 'TT k 1024'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text.substring(0, text.indexOf("  1024   35.61"))))
                .withMessageMatching("t\\.txt:\\d+: the text ends where a row of m 1024 and 6 ratios was expected");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text + text))
                .withMessageEndingWith("lanes 16 for the second time");
    }

    @Test
    void a_file_that_cannot_be_used_is_named(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("good.txt"), text());
        Path bad = Files.writeString(folder.resolve("bad.txt"), "lanes 16\nrubbish");
        DispatchTable read =
                Objects.requireNonNull(DispatchTable.configured(good.toString()).table());
        assertThat(read.section(16)).isPresent();
        assertThat(DispatchTable.configured(bad.toString()).table()).isNull();
        assertThat(DispatchTable.configured(bad.toString()).error())
                .startsWith("-Dgatun.gemm.table=" + bad + ": bad.txt:2: 'rubbish' where");
        assertThat(DispatchTable.configured(folder.resolve("absent").toString()).error())
                .contains("cannot be read", "absent", "NoSuchFile");
        assertThat(DispatchTable.configured("a\0b").error()).startsWith("-Dgatun.gemm.table=");
    }

    /** Asks twice, as the property is read once in a process. */
    static final class AskTwice {
        private AskTwice() {}

        public static void main(String[] arguments) {
            for (int time = 1; time <= 2; time++) {
                try {
                    System.out.println(time + " "
                            + Objects.requireNonNull(DispatchTable.inForce(16)).nearest(false, false, 1, 1, 1));
                } catch (IllegalArgumentException e) {
                    System.out.println(time + " " + e.getMessage());
                }
            }
            System.out.println(DispatchTable.source() + " " + DispatchTable.lanes());
        }
    }

    @Test
    void the_property_puts_a_file_in_force(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("good.txt"), text());
        assertThat(ChildJvm.run(AskTwice.class, "-Dgatun.gemm.table=" + good).lines())
                .containsExactly(
                        "1 0.11 times OpenBLAS's speed at 1 x 1 by 1 x 1 NN, 16 lanes",
                        "2 0.11 times OpenBLAS's speed at 1 x 1 by 1 x 1 NN, 16 lanes",
                        "-Dgatun.gemm.table=" + good + " 1");
        assertThat(ChildJvm.run(AskTwice.class, "-Dgatun.gemm.table=/absent/table")
                        .lines())
                .startsWith(
                        "1 -Dgatun.gemm.table=/absent/table cannot be read: java.nio.file.NoSuchFileException: /absent/table",
                        "2 -Dgatun.gemm.table=/absent/table cannot be read: java.nio.file.NoSuchFileException: /absent/table");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8, 16, 32, 64, 65})
    void the_table_in_force_is_gatuns_own(int lanes) {
        assertThat(DispatchTable.source()).isEqualTo("Gatun's own table");
        Section section = DispatchTable.inForce(lanes);
        assertThat(section == null || section.lanes() == lanes).isTrue();
    }

    @Test
    void the_widest_vectors_have_a_section() {
        assertThat(DispatchTable.inForce(16)).isNotNull();
        assertThat(DispatchTable.lanes()).isIn(1, 2, 4, 8, 16, 32, 64);
    }
}
