package dev.gatun.bindings;

/** A library that was found or opened, and cannot be used; the message says why, as the end of a sentence. */
final class UnusableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
        super(message);
    }
}
