package dev.gatun.bench.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatun.bench.doctor.Finding.Level;
import dev.gatun.bench.python.Interpreters;
import dev.gatun.bench.yardstick.Yardsticks;
import dev.gatun.bindings.LoadReport;
import java.io.IOException;
import java.lang.Runtime.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {
    @ParameterizedTest
    @CsvSource({"25, DEGRADED", "25.0.2+10, DEGRADED", "25.0.3, OK", "25.0.3+9-LTS, OK", "25.1, OK", "26-ea+3, OK"})
    void warns_of_a_jdk_with_the_pinning_defect(String version, Level level) {
        Finding finding = Doctor.jdk(Version.parse(version));
        assertThat(finding.level()).isEqualTo(level);
        assertThat(finding.advice()).matches(advice -> advice.contains("JDK-8377811") == (level == Level.DEGRADED));
    }

    @Test
    void gives_the_exact_flags() {
        assertThat(Doctor.nativeAccess(false).advice()).isEqualTo("java --enable-native-access=ALL-UNNAMED");
        assertThat(Doctor.nativeAccess(true).text()).contains("--enable-native-access=ALL-UNNAMED");
        assertThat(Doctor.vectors(true).text()).contains("--add-modules jdk.incubator.vector");
        assertThat(Doctor.vectors(false).level()).isEqualTo(Level.DEGRADED);
    }

    @Test
    void names_what_multiplies() {
        Finding backend = Doctor.backend();
        assertThat(backend.level()).isEqualTo(Level.OK);
        assertThat(backend.text()).matches("(OpenBLAS 0|reference: ).*");
    }

    @Test
    void tells_every_failed_attempt_down_to_its_cause(@TempDir Path cache) {
        Throwable cause = new IOException("cannot read", new IllegalStateException("disk is gone"));
        LoadReport report = new LoadReport(
                "linux-x86_64",
                Optional.of(cache),
                List.of(
                        new LoadReport.Attempt(
                                LoadReport.Source.PROPERTY,
                                Optional.of(Path.of("/lib/x.so")),
                                LoadReport.Outcome.FAILED,
                                "it could not be read",
                                Optional.of(cause)),
                        new LoadReport.Attempt(
                                LoadReport.Source.BUNDLED,
                                Optional.empty(),
                                LoadReport.Outcome.FAILED,
                                "not on the class path",
                                Optional.empty())));
        List<Finding> findings = Doctor.openBlas(Optional.empty(), report);
        assertThat(DoctorReport.isDegraded(findings)).isTrue();
        assertThat(DoctorReport.toText(findings))
                .contains("!!   OpenBLAS")
                .contains("/lib/x.so: it could not be read", "cannot read", "disk is gone")
                .contains("bundled jar: not on the class path")
                .contains("ok   cache             " + cache);
    }

    @Test
    void a_cache_that_cannot_be() {
        assertThat(Doctor.cache(Optional.empty()).advice()).isEqualTo("-Dgatun.cache=FOLDER");
        assertThat(Doctor.cache(Optional.of(Path.of("/proc/gatun/cache"))).level())
                .isNotEqualTo(Level.DEGRADED);
    }

    @Test
    void absent_parts_that_gatun_does_without_are_notes() {
        assertThat(Doctor.yardsticks(new Yardsticks.Found(Optional.empty(), "get it so")))
                .extracting(Finding::level, Finding::advice)
                .containsExactly(Level.NOTE, "get it so");
        assertThat(Doctor.python(Interpreters.named("/absent/python")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("/absent/python", "does not start"));
    }

    @Test
    void examines_this_machine() throws IOException {
        List<Finding> findings = Doctor.examine();
        assertThat(findings)
                .extracting(Finding::topic)
                .contains("processor", "vector width", "C library", "JDK", "native access", "Vector API")
                .contains("OpenBLAS", "cache", "yardsticks", "C compiler", "Python");
        JsonNode json = new ObjectMapper().readTree(DoctorReport.toJson(findings));
        assertThat(json.path("degraded").isBoolean()).isTrue();
        assertThat(json.path("findings")).hasSameSizeAs(findings);
        assertThat(json.path("findings").path(0).fieldNames())
                .toIterable()
                .containsExactly("topic", "level", "text", "advice");
    }
}
