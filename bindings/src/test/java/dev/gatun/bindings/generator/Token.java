package dev.gatun.bindings.generator;

/**
 * A token of C, and where it stands.
 *
 * @param kind what it is
 * @param text as written
 * @param file the header it stands in
 * @param line counted from 1
 */
record Token(Kind kind, String text, String file, int line) {

    enum Kind {
        IDENTIFIER,
        NUMBER,
        LITERAL,
        PUNCTUATOR
    }

    boolean is(String wanted) {
        return text.equals(wanted);
    }

    boolean isIdentifier() {
        return kind == Kind.IDENTIFIER;
    }

    /** An error at this token. */
    HeaderException error(String message) {
        return new HeaderException(file + ":" + line + ": " + message);
    }
}
