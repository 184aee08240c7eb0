package dev.gatun.bindings.generator;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits C into lines of tokens: comments gone, lines that a backslash continues joined (between tokens, where people
 * put it). What begins with # is left to the preprocessor.
 */
final class Lexer {

    private static final List<String> LONG_PUNCTUATORS =
            List.of("...", "&&", "||", "==", "!=", "<=", ">=", "##", "<<", ">>", "->");

    private final String file;
    private final String text;
    private int at;
    private int line = 1;

    private Lexer(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** The lines that hold any token, in order. */
    static List<List<Token>> lines(String file, String text) {
        return new Lexer(file, text.replace("\r\n", "\n")).lines();
    }

    private List<List<Token>> lines() {
        List<List<Token>> lines = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        while (at < text.length()) {
            if (text.charAt(at) == '\n') {
                at++;
                line++;
                if (!current.isEmpty()) {
                    lines.add(current);
                    current = new ArrayList<>();
                }
            } else if (!skipBlank()) {
                current.add(next());
            }
        }
        if (!current.isEmpty()) {
            lines.add(current);
        }
        return lines;
    }

    /** Skips white space within a line, a continued line's end, or a comment; false where there is none. */
    private boolean skipBlank() {
        if (text.startsWith("\\\n", at)) {
            at += 2;
            line++;
            return true;
        }
        if (Character.isWhitespace(text.charAt(at))) {
            at++;
            return true;
        }
        if (text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
            return true;
        }
        if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            if (end < 0) {
                throw new HeaderException(file + ":" + line + ": the comment has no end");
            }
            line += (int) text.substring(at, end).chars().filter(c -> c == '\n').count();
            at = end + 2;
            return true;
        }
        return false;
    }

    private Token next() {
        char first = text.charAt(at);
        if (Character.isLetter(first) || first == '_') {
            return take(Token.Kind.IDENTIFIER, endOfWord(at));
        }
        if (Character.isDigit(first)) {
            return take(Token.Kind.NUMBER, endOfWord(at));
        }
        if (first == '"' || first == '\'') {
            return take(Token.Kind.LITERAL, endOfLiteral(first));
        }
        for (String punctuator : LONG_PUNCTUATORS) {
            if (text.startsWith(punctuator, at)) {
                return take(Token.Kind.PUNCTUATOR, at + punctuator.length());
            }
        }
        return take(Token.Kind.PUNCTUATOR, at + 1);
    }

    private int endOfWord(int start) {
        int end = start;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end))
                        || text.charAt(end) == '_'
                        || text.charAt(end) == '.')) {
            end++;
        }
        return end;
    }

    private int endOfLiteral(char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length() || text.charAt(end) != quote) {
            throw new HeaderException(file + ":" + line + ": the literal has no closing " + quote);
        }
        return end + 1;
    }

    private Token take(Token.Kind kind, int end) {
        Token token = new Token(kind, text.substring(at, end), file, line);
        at = end;
        return token;
    }
}
