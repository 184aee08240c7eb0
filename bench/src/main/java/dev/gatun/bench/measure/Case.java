package dev.gatun.bench.measure;

/** What is measured by several contenders; {@code toString} is its name for a person. */
public interface Case {
    /** Its name in files, of letters, digits and dashes. */
    String id();
}
