package dev.gatun.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class GatunTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine gatun =
            Gatun.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                     | which command? ladder, bench, report, gate or doctor",
                "laddr                                | did you mean ladder",
                "ladder --shap 1x2x3                  | Unknown option",
                "ladder --shape 1x2                   | is not MxKxN",
                "ladder --shape 1x0x3                 | at least 1",
                "ladder --shape 46000x46000x46000     | MB of Java heap",
                "ladder --threads 0                   | at least 1, not 0",
                "ladder --threads two                 | 'two' is not an int",
                "ladder --json /absent/folder/x.json  | cannot write /absent/folder/x.json: no such folder",
                "ladder --python /absent/python3      | --python /absent/python3: does not start",
                "ladder --images /absent/images       | no such file",
                "ladder surplus                       | Unmatched argument",
                "doctor --json /absent/folder/x.json  | no such folder",
                "bench                                | which command? sgemm, einsum, elementwise, calls, startup, scaling, peers or calibrate",
                "bench gemm                           | did you mean",
                "bench sgemm --threads 0              | at least 1, not 0",
                "bench sgemm --filter [               | '[' is no regular expression: Unclosed character class",
                "bench sgemm --filter 7x7             | --filter 7x7 is found in the name of no product; there are 4x4x4",
                "bench sgemm --json /absent/x.json    | cannot write /absent/x.json: no such folder",
                "bench sgemm --jvm-arg=-XX:Rubbish    | Unrecognized VM option 'Rubbish'",
                "bench sgemm --coretype Rubbish       | --coretype Rubbish: ",
                "bench einsum --threads 0             | at least 1, not 0",
                "bench einsum --filter 7x7            | --filter 7x7 is found in the name of no case; there are ik,kj->ij",
                "bench einsum --json /absent/x.json   | cannot write /absent/x.json: no such folder",
                "bench einsum --python /absent/python | --python /absent/python: does not start",
                "bench einsum --jvm-arg=-XX:Rubbish   | Unrecognized VM option 'Rubbish'",
                "bench elementwise --threads 0        | at least 1, not 0",
                "bench elementwise --filter 7x7       | --filter 7x7 is found in the name of no case; names are such as",
                "bench elementwise --json /absent/x.j | cannot write /absent/x.j: no such folder",
                "bench elementwise --python /absent/p | --python /absent/p: does not start",
                "bench elementwise --jvm-arg=-XX:Rub  | Unrecognized VM option 'Rub'",
                "bench sgemm --forks 0                | --forks must be at least 1, not 0",
                "bench sgemm --jmh /absent/x.json     | cannot write /absent/x.json: no such folder",
                "bench sgemm --summary /absent/x.json | cannot write /absent/x.json: no such folder",
                "bench calls --filter 7x7             | --filter 7x7 is found in the name of no function; there are next",
                "bench calls --json /absent/x.json    | cannot write /absent/x.json: no such folder",
                "bench calls --forks 0                | --forks must be at least 1, not 0",
                "bench calls --jvm-arg=-XX:Rubbish    | Unrecognized VM option 'Rubbish'",
                "bench startup --pairs 0              | --pairs must be at least 1, not 0",
                "bench startup --json /absent/x.json  | cannot write /absent/x.json: no such folder",
                "bench scaling --threads 0            | at least 1, not 0",
                "bench scaling --filter 7x7           | --filter 7x7 is found in the name of no product; there are 16x16x16",
                "bench scaling --json /absent/x.json  | cannot write /absent/x.json: no such folder",
                "bench peers --threads 0              | at least 1, not 0",
                "bench peers --filter 7x7             | --filter 7x7 is found in the name of no product; there are 4x4x4",
                "bench peers --json /absent/x.json    | cannot write /absent/x.json: no such folder",
                "bench peers --python /absent/python  | --python /absent/python: does not start",
                "report --out /proc/absent            | cannot make the folder /proc/absent/data",
                "report surplus                       | Unmatched argument",
                "bench calibrate --out /absent/x.txt  | cannot write /absent/x.txt: no such folder",
                "bench calibrate --jvm-arg -Xmx1      | Too small maximum heap",
                "bench calibrate --quick surplus      | Unmatched argument",
                "gate                                 | which command? ab, record, check, compare, history or simulate",
                "gate ab --b AVX2                     | 'AVX2' says nothing about a side: blas=PATH, jar=PATH",
                "gate ab --b jar=/absent.jar          | jar=/absent.jar: there is no such file",
                "gate ab --b jvm:-XX:Rubbish          | Unrecognized VM option 'Rubbish'",
                "gate ab --suite slow                 | --suite slow: there are quick and jmh:JAR[:REGEX]",
                "gate ab --suite jmh:/absent.jar      | there is no file /absent.jar",
                "gate ab --filter 7x7                 | --filter 7x7 is found in the name of no benchmark; there are sgemm",
                "gate ab --effect 0                   | '0' is no share above 0 and below 100 %, such as 5%",
                "gate ab --budget 10                  | '10' is no time such as 90s, 10m or 1h",
                "gate ab --threads 0                  | at least 1, not 0",
                "gate ab --html /absent/x.html        | cannot write /absent/x.html: no such folder",
                "gate ab --jmh-arg -r                 | --jmh-arg is for --suite jmh:JAR",
                "gate record                          | Missing required option: '--out=FILE'",
                "gate record --out /absent/x.json     | cannot write /absent/x.json: no such folder",
                "gate record --out x.json --forks 2   | --forks must be at least 5, not 2",
                "gate check                           | Missing required option: '--baseline=FILE'",
                "gate check --baseline /absent.json   | /absent.json: there is no such file",
                "gate compare                         | Missing required parameters: 'A.json', 'B.json'",
                "gate compare /absent.json x          | /absent.json: there is no such file",
                "gate history /absent                 | /absent: is no folder that can be read",
                "gate simulate --runs 0               | --runs must be at least 1, not 0",
            })
    void wrong_usage_is_one_line_and_status_2(String line, String message) {
        String[] arguments = line == null ? new String[0] : line.split(" ");
        assertThat(gatun.execute(arguments)).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("gatun")
                .contains(message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void readme_needs_its_markers(@TempDir Path home) {
        String before = System.getProperty("gatun.home", "");
        System.setProperty("gatun.home", home.toString());
        try {
            assertThat(gatun.execute("ladder", "--readme")).isEqualTo(2);
            assertThat(err.toString()).contains("README.md");
        } finally {
            System.setProperty("gatun.home", before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ladder",
                "report",
                "doctor",
                "bench",
                "bench sgemm",
                "bench einsum",
                "bench elementwise",
                "bench calls",
                "bench startup",
                "bench scaling",
                "bench peers",
                "bench calibrate",
                "gate",
                "gate ab",
                "gate record",
                "gate check",
                "gate compare",
                "gate history",
                "gate simulate"
            })
    void help_is_complete(String name) {
        CommandLine command = gatun;
        for (String word : name.isEmpty() ? new String[0] : name.split(" ")) {
            command = Objects.requireNonNull(command.getSubcommands().get(word));
        }
        assertThat(gatun.execute((name + " --help").strip().split(" "))).isZero();
        assertThat(out.toString())
                .contains("Usage: gatun", "Exit status:", "Examples:", "bench/gatun")
                .containsPattern("(?m)^  0 +\\w")
                .containsPattern("(?m)^  1 +\\w")
                .containsPattern("(?m)^  2 +\\w");
        for (OptionSpec option : command.getCommandSpec().options()) {
            assertThat(option.description()).as(option.longestName()).isNotEmpty();
            assertThat(out.toString()).contains(option.longestName());
        }
        for (String subcommand : command.getSubcommands().keySet()) {
            assertThat(out.toString()).contains(subcommand);
        }
        assertThat(List.of(out.toString().split("\n"))).allMatch(line -> line.length() <= 100);
    }

    @Test
    void doctor_prints_and_writes(@TempDir Path folder) {
        Path json = folder.resolve("doctor.json");
        assertThat(gatun.execute("doctor", "--json", json.toString())).isIn(0, 1);
        assertThat(out.toString()).contains("OpenBLAS", "JDK", "Python");
        assertThat(json).content().contains("\"findings\"");
    }

    @Test
    void a_report_of_nothing_is_one_line(@TempDir Path folder) {
        assertThat(gatun.execute("report", "--no-measure", "--out", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("has nothing that was measured");
    }

    @Test
    void a_report_of_what_is_there(@TempDir Path folder) throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(
                data.resolve("calls.json"),
                "{\"command\":\"c\",\"date\":\"d\",\"machine\":{\"cpu\":\"A & B\"},\"rows\":[{\"name\":\"next\",\"contender\":"
                        + "\"panama\",\"status\":\"ok\",\"nanos\":9}]}");
        assertThat(gatun.execute("report", "--no-measure", "--out", folder.toString()))
                .isZero();
        assertThat(out.toString())
                .isEqualTo("wrote " + folder.resolve("index.html") + ", and its numbers in " + data + "\n");
        assertThat(folder.resolve("index.html")).content().contains("A &amp; B", "9.00 ns", "<section id=\"calls\"");

        Files.writeString(data.resolve("calls.json"), "{");
        assertThat(gatun.execute("report", "--no-measure", "--out", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("calls.json is no JSON", "delete it");
    }
}
