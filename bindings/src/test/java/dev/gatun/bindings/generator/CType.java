package dev.gatun.bindings.generator;

import java.util.Optional;

/**
 * A C type as far as a binding needs it.
 *
 * @param spelling as the declaration writes it, typedef names and const kept, such as {@code const float *}
 * @param kind how a value of it is passed
 */
record CType(String spelling, Kind kind) {

    /** How a value is passed: the layout constant of the generated class, and the Java type that carries it. */
    enum Kind {
        VOID(Optional.empty(), "void"),
        BOOL(Optional.of("C_BOOL"), "boolean"),
        CHAR(Optional.of("C_CHAR"), "byte"),
        SHORT(Optional.of("C_SHORT"), "short"),
        INT(Optional.of("C_INT"), "int"),
        LONG(Optional.of("C_LONG"), "long"),
        LONG_LONG(Optional.of("C_LONG_LONG"), "long"),
        FLOAT(Optional.of("C_FLOAT"), "float"),
        DOUBLE(Optional.of("C_DOUBLE"), "double"),
        POINTER(Optional.of("C_POINTER"), "MemorySegment");

        final Optional<String> layout;
        final String carrier;

        Kind(Optional<String> layout, String carrier) {
            this.layout = layout;
            this.carrier = carrier;
        }
    }

    CType pointer() {
        return new CType(spelling + (spelling.endsWith("*") ? "*" : " *"), Kind.POINTER);
    }

    /** {@code const float *x}, {@code int n}. */
    String declare(String name) {
        return name.isEmpty() ? spelling : spelling + (spelling.endsWith("*") ? "" : " ") + name;
    }
}
