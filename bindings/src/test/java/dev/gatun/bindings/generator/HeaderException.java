package dev.gatun.bindings.generator;

/** A header that the generator does not understand; the message begins with file and line. */
final class HeaderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HeaderException(String message) {
        super(message);
    }
}
