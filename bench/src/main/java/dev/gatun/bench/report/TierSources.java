package dev.gatun.bench.report;

import dev.gatun.bench.host.Home;
import dev.gatun.bench.python.LadderScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source of each tier, out of the files that were compiled or ran. */
final class TierSources {
    private static final String LADDER = "src/main/java/dev/gatun/ladder/";
    private static final String TENSOR = "src/main/java/dev/gatun/Tensor.java";
    private static final String C = "native/src/main/c/";
    private static final String PYTHON = "bench/src/main/resources/dev/gatun/bench/python/ladder.py";

    private final Optional<Path> home;

    TierSources(Optional<Path> home) {
        this.home = home;
    }

    static TierSources ofThisCheckout() {
        return new TierSources(Home.find());
    }

    /**
     * Some source.
     *
     * @param file where it is in the checkout
     * @param text the part of it that is the tier
     */
    record Source(String file, String text) {}

    /** Of a row of the ladder; empty where there is no checkout, or no such file in it. */
    Optional<Source> of(String id) {
        if (id.startsWith("python.") || id.startsWith("torch.") || id.startsWith("numpy.")) {
            return LadderScript.source(id).map(text -> new Source(PYTHON, text));
        }
        return switch (id) {
            case "c.tripleLoop" -> part(C + "triple_loop.c", "(?ms)^void gatun_triple_loop\\(.*?^\\}$");
            case "c.openblas" -> part(C + "sgemm_calls.c", "(?ms)^int64_t gatun_time_sgemm\\(.*?^\\}$");
            case "java.matmul" ->
                part(TENSOR, "(?ms)^    public Tensor matmul\\(Tensor other, Backend backend\\) \\{.*?^    \\}$");
            default ->
                id.startsWith("java.")
                        ? part(
                                LADDER + className(id.substring("java.".length())) + ".java",
                                "(?ms)^final class .*?^\\}$")
                        : Optional.empty();
        };
    }

    private static String className(String stage) {
        return Character.toUpperCase(stage.charAt(0)) + stage.substring(1);
    }

    private Optional<Source> part(String file, String expression) {
        Optional<Path> path = home.map(checkout -> checkout.resolve(file)).filter(Files::isRegularFile);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            Matcher found = Pattern.compile(expression).matcher(Files.readString(path.get()));
            return found.find() ? Optional.of(new Source(file, found.group().stripIndent())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // the page is as good without it
        }
    }
}
