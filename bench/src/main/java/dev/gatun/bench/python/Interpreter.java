package dev.gatun.bench.python;

import java.util.Optional;

/**
 * A Python that ran, and what it has.
 *
 * @param command as it was called
 * @param version such as 3.11.2
 * @param numpy what became of {@code import numpy}
 * @param torch what became of {@code import torch}
 */
public record Interpreter(String command, String version, Library numpy, Library torch) {
    /**
     * What became of an import.
     *
     * @param version the version, if it works
     * @param trouble why not, if it is there and does not work
     */
    public record Library(Optional<String> version, Optional<String> trouble) {
        /** A library that is not installed. */
        public static final Library ABSENT = new Library(Optional.empty(), Optional.empty());

        /** Whether it can be used. */
        public boolean works() {
            return version.isPresent();
        }

        private String describe(String name) {
            return version.map(v -> name + " " + v)
                    .orElseGet(() -> trouble.map(why -> name + " " + why).orElse("no " + name));
        }
    }

    /** One line: {@code Python 3.11.2, NumPy 1.24.2, no PyTorch}. */
    public String describe() {
        return "Python " + version + ", " + numpy.describe("NumPy") + ", " + torch.describe("PyTorch");
    }
}
