package dev.gatun.bench.gate.report;

/** A page that needs nothing besides itself. */
public final class Html {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --faint: #767676; --band: #e8eef4;
              --regressed: #b3261e; --inconclusive: #8a5a00; --improved: #146c2e; --unchanged: #3b5b7a; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #161616; --faint: #9a9a9a; --band: #223040;
              --regressed: #ff8a80; --inconclusive: #ffc766; --improved: #7fd99a; --unchanged: #9cc3e6; } }
            body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto;
              max-width: 70rem; padding: 0 1rem; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { padding: .3rem .7rem; text-align: right; border-bottom: 1px solid var(--band); white-space: nowrap; }
            th:first-child, td:first-child, th:last-child, td:last-child { text-align: left; }
            .regressed { color: var(--regressed); } .inconclusive { color: var(--inconclusive); }
            .improved { color: var(--improved); } .unchanged { color: var(--unchanged); }
            svg { max-width: 100%; height: auto; } svg text { fill: currentColor; font: 12px system-ui, sans-serif; }
            .axis { stroke: var(--faint); } .band { fill: var(--band); } .faint, svg text.faint { color: var(--faint);
              fill: var(--faint); }
            .mark { fill: currentColor; stroke: currentColor; stroke-width: 2; }
            """;

    private Html() {}

    /** A whole page. */
    public static String page(String title, String body) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + escaped(title)
                + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n" + body + "</body>\n</html>\n";
    }

    /** Text that may hold anything. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
