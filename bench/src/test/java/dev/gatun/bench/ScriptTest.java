package dev.gatun.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.bench.host.Home;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** bench/gatun itself, in a checkout that is nothing but the script, with a PATH on which only what it needs lies. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ScriptTest {
    private static final List<String> TOOLS = List.of(
            "bash", "env", "dirname", "readlink", "sed", "find", "head", "cat", "mkdir", "rm", "touch", "cut", "stty");

    @TempDir
    private Path folder;

    private Path checkout;
    private Path path;

    private record Result(int status, String err, String out) {}

    @BeforeEach
    void bareCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a checkout"));
        path = Files.createDirectories(folder.resolve("path"));
        Path script = Files.createDirectories(checkout.resolve("bench")).resolve("gatun");
        Files.copy(Home.find().orElseThrow().resolve("bench/gatun"), script);
        executable(script);
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        for (String tool : TOOLS) {
            for (String place : List.of("/bin", "/usr/bin")) {
                if (Files.exists(Path.of(place, tool)) && !Files.exists(path.resolve(tool))) {
                    program(path.resolve(tool), "exec " + place + "/" + tool + " \"$@\"");
                }
            }
        }
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void program(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        executable(file);
    }

    /** A JDK that says what it was started with. */
    private Path jdk(String version) throws IOException {
        Path home = folder.resolve("jdks/jdk " + version);
        program(home.resolve("bin/javac"), "");
        program(home.resolve("bin/java"), "echo jdk " + version + " \"$@\"");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Result run(Path script, Map<String, String> environment) throws IOException, InterruptedException {
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "doctor", "--json", "a b")
                .redirectOutput(out)
                .redirectError(err)
                .directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", path.toString(), "HOME", folder.toString()));
        builder.environment().put("GATUN_JDKS", folder.resolve("jdks").toString());
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        return new Result(
                status,
                Files.readString(err.toPath(), StandardCharsets.UTF_8),
                Files.readString(out.toPath(), StandardCharsets.UTF_8));
    }

    private Result run() throws IOException, InterruptedException {
        return run(checkout.resolve("bench/gatun"), Map.of());
    }

    private void mavenThatBuilds() throws IOException {
        program(
                path.resolve("mvn"),
                "echo built with \"$JAVA_HOME\": \"$@\" >> '" + folder + "/builds'\n"
                        + "mkdir -p bench/target/lib && echo jar > bench/target/gatun-bench.jar\n"
                        + "if command -v gcc; then mkdir -p native/target; echo > native/target/libgatun_yardsticks.so; fi");
    }

    @Test
    void without_a_jdk_it_says_what_to_install() throws IOException, InterruptedException {
        jdk("17.0.15");
        jdk("24.0.2");
        Result result = run();
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines()).singleElement().asString().contains("JDK 25 or later", "JAVA_HOME");
    }

    @Test
    void without_maven_it_says_what_to_install() throws IOException, InterruptedException {
        jdk("25.0.3");
        Result result = run();
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines()).singleElement().asString().contains("apt-get install maven");
    }

    @Test
    void a_build_that_fails_is_shown() throws IOException, InterruptedException {
        jdk("25.0.3");
        program(path.resolve("mvn"), "echo '[ERROR] no network'; exit 1");
        Result result = run();
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("[ERROR] no network").endsWith("the build failed, see above\n");
    }

    @Test
    void builds_once_and_again_when_a_source_changes() throws IOException, InterruptedException {
        Path jdk = jdk("25.0.3");
        mavenThatBuilds();
        Result first = run();
        assertThat(first.err().lines()).singleElement().asString().contains("building");
        assertThat(first.status()).isZero();
        assertThat(first.out())
                .startsWith("jdk 25.0.3 --enable-native-access=ALL-UNNAMED")
                .contains("-Dgatun.home=" + checkout.toRealPath())
                .endsWith("dev.gatun.bench.Gatun doctor --json a b\n")
                .doesNotContain("gatun.columns", "gatun.progress");
        assertThat(run().err()).isEmpty();

        Path source = Files.createDirectories(checkout.resolve("src/main/java")).resolve("New.java");
        Files.writeString(source, "class New {}");
        Files.setLastModifiedTime(source, FileTime.fromMillis(System.currentTimeMillis() + 5000));
        assertThat(run().err()).contains("building");
        assertThat(folder.resolve("builds"))
                .content()
                .startsWith("built with " + jdk + ": ")
                .contains("-Dquick");
        assertThat(Files.readAllLines(folder.resolve("builds"))).hasSize(2);
    }

    @Test
    void builds_again_when_a_c_compiler_has_come() throws IOException, InterruptedException {
        jdk("25.0.3");
        mavenThatBuilds();
        run();
        program(path.resolve("gcc"), "");
        assertThat(run().err()).contains("building");
        assertThat(run().err()).isEmpty();
    }

    @Test
    void works_through_links_and_takes_the_newest_jdk() throws IOException, InterruptedException {
        jdk("25.0.3");
        jdk("26");
        mavenThatBuilds();
        Path link = Files.createSymbolicLink(folder.resolve("link"), checkout.resolve("bench/gatun"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("link"));
        assertThat(link).isSymbolicLink();
        Result result = run(second, Map.of());
        assertThat(result.status()).isZero();
        assertThat(result.out()).startsWith("jdk 26 ").contains("-Dgatun.home=" + checkout.toRealPath());
    }

    @Test
    void java_home_comes_first_if_it_is_new_enough() throws IOException, InterruptedException {
        Path chosen = jdk("25.0.3");
        Path old = jdk("17.0.15");
        jdk("26");
        mavenThatBuilds();
        Path script = checkout.resolve("bench/gatun");
        assertThat(run(script, Map.of("JAVA_HOME", chosen.toString())).out()).startsWith("jdk 25.0.3 ");
        assertThat(run(script, Map.of("JAVA_HOME", old.toString())).out()).startsWith("jdk 26 ");
    }
}
