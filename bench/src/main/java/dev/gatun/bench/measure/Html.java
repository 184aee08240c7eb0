package dev.gatun.bench.measure;

/** What pages and pictures have in common. */
public final class Html {
    private Html() {}

    /** Text that may hold anything, in HTML or SVG, also within quotes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
