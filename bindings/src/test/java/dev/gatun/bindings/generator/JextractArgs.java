package dev.gatun.bindings.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code jextract.args} asks for. Options that the generator does not know are an error, as their effect would be
 * missing from its output.
 */
record JextractArgs(String targetPackage, String headerClass, Set<String> functions, Set<String> constants) {

    static JextractArgs read(Path file) throws IOException {
        String targetPackage = "";
        String headerClass = "";
        Set<String> functions = new LinkedHashSet<>();
        Set<String> constants = new LinkedHashSet<>();
        List<String> words = words(file);
        for (int i = 0; i < words.size(); i += 2) {
            String option = words.get(i);
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(file + ": " + option + " has no value");
            }
            String value = words.get(i + 1);
            switch (option) {
                case "--target-package" -> targetPackage = value;
                case "--header-class-name" -> headerClass = value;
                case "--include-function" -> functions.add(value);
                case "--include-constant" -> constants.add(value);
                default -> throw new IllegalArgumentException(file + ": the generator does not know " + option);
            }
        }
        if (targetPackage.isEmpty() || headerClass.isEmpty()) {
            throw new IllegalArgumentException(file + ": needs --target-package and --header-class-name");
        }
        return new JextractArgs(targetPackage, headerClass, functions, constants);
    }

    private static List<String> words(Path file) throws IOException {
        List<String> words = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                words.addAll(List.of(text.split("\\s+")));
            }
        }
        return words;
    }
}
