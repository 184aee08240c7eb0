package dev.gatun.bench.python;

import dev.gatun.bench.python.Interpreter.Library;
import dev.gatun.bench.python.LadderScript.Needs;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a Python lacks to be measured, and how to get it. */
public final class Lack {
    private Lack() {}

    /**
     * Why something that is written for a library cannot be measured.
     *
     * @param interpreters those that were tried
     * @param needs the library
     * @return one line that says what to install; empty if the best of them has it
     */
    public static Optional<String> of(Interpreters interpreters, Needs needs) {
        Optional<Interpreter> python = interpreters.best();
        if (python.isEmpty()) {
            List<Interpreters.Attempt> attempts = interpreters.attempts();
            String tried = attempts.isEmpty()
                    ? "no python3 on the PATH"
                    : attempts.stream().map(Interpreters.Attempt::describe).collect(Collectors.joining("; "));
            return Optional.of("no Python runs (" + tried + "): apt-get install python3" + debian(needs));
        }
        Interpreter found = python.get();
        return switch (needs) {
            case PYTHON -> Optional.empty();
            case NUMPY -> lack(found, found.numpy(), "NumPy", "numpy");
            case TORCH -> lack(found, found.torch(), "PyTorch", "torch");
        };
    }

    private static Optional<String> lack(Interpreter python, Library module, String name, String word) {
        if (module.works()) {
            return Optional.empty();
        }
        String state = module.trouble()
                .map(trouble -> name + " of " + python.command() + " " + trouble)
                .orElse(python.command() + " has no " + name);
        // Debian's packages belong to Debian's Python; any other has its own.
        String remedy = python.command().equals("/usr/bin/python3")
                ? "apt-get install python3-" + word
                : python.command() + " -m pip install " + word + ", or apt-get install python3-" + word
                        + " and --python /usr/bin/python3";
        return Optional.of(state + ": " + remedy);
    }

    private static String debian(Needs needs) {
        return switch (needs) {
            case PYTHON -> "";
            case NUMPY -> " python3-numpy";
            case TORCH -> " python3-torch";
        };
    }
}
