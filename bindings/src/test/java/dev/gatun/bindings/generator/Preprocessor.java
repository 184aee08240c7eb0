package dev.gatun.bindings.generator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * As much of C's preprocessor as headers of declarations need: conditions, object-like macros, includes in quotes.
 * Function-like macros are known to be defined and never expanded; system headers are left out.
 */
final class Preprocessor {

    private final Function<String, Optional<String>> includes;
    private final Map<String, List<Token>> macros = new HashMap<>();
    private final List<Token> output = new ArrayList<>();

    /** One #if: whether the code around it counts, and whether one of its branches has been taken. */
    private static final class Condition {
        final boolean outer;
        boolean taken;
        boolean active;

        Condition(boolean outer, boolean holds) {
            this.outer = outer;
            this.taken = holds;
            this.active = outer && holds;
        }

        void orElse(boolean holds) {
            active = outer && !taken && holds;
            taken |= holds;
        }
    }

    private final Deque<Condition> conditions = new ArrayDeque<>();

    /**
     * A preprocessor for a C11 compiler of no particular make.
     *
     * @param includes the text of a header named in quotes, empty to leave it out
     */
    Preprocessor(Function<String, Optional<String>> includes) {
        this.includes = includes;
        define("__STDC_VERSION__", "201112L");
    }

    private void define(String name, String value) {
        macros.put(name, List.of(new Token(Token.Kind.NUMBER, value, "predefined", 1)));
    }

    /** The tokens that are left of a file, macros expanded; what it defines stays defined for the next. */
    List<Token> run(String file, String text) {
        output.clear();
        read(file, text);
        return List.copyOf(output);
    }

    private void read(String file, String text) {
        int depth = conditions.size();
        for (List<Token> line : Lexer.lines(file, text)) {
            if (line.get(0).is("#")) {
                directive(line);
            } else if (isActive()) {
                expand(line, List.of(), output);
            }
        }
        if (conditions.size() != depth) {
            throw new HeaderException(file + ": an #if has no #endif");
        }
    }

    private boolean isActive() {
        return conditions.isEmpty() || conditions.peek().active;
    }

    private void directive(List<Token> line) {
        if (line.size() < 2) {
            return; // a # alone is allowed
        }
        Token name = line.get(1);
        List<Token> rest = line.subList(2, line.size());
        switch (name.text()) {
            case "ifdef" -> conditions.push(new Condition(isActive(), isDefined(name, rest)));
            case "ifndef" -> conditions.push(new Condition(isActive(), !isDefined(name, rest)));
            case "if" -> conditions.push(new Condition(isActive(), isActive() && holds(name, rest)));
            case "elif" -> {
                Condition condition = current(name);
                condition.orElse(condition.outer && !condition.taken && holds(name, rest));
            }
            case "else" -> current(name).orElse(true);
            case "endif" -> {
                current(name);
                conditions.pop();
            }
            default -> {
                if (isActive()) {
                    activeDirective(name, rest);
                }
            }
        }
    }

    private void activeDirective(Token name, List<Token> rest) {
        switch (name.text()) {
            case "define" -> macros.put(operand(name, rest).text(), List.copyOf(rest.subList(1, rest.size())));
            case "undef" -> macros.remove(operand(name, rest).text());
            case "include" -> {
                String header = operand(name, rest).text();
                if (header.startsWith("\"")) {
                    String file = header.substring(1, header.length() - 1);
                    includes.apply(file).ifPresent(text -> read(file, text));
                }
            }
            case "pragma", "line", "warning" -> {}
            default -> throw name.error("the directive #" + name.text() + " is not supported");
        }
    }

    private Condition current(Token directive) {
        if (conditions.isEmpty()) {
            throw directive.error("#" + directive.text() + " without #if");
        }
        return conditions.peek();
    }

    private static Token operand(Token directive, List<Token> rest) {
        if (rest.isEmpty()) {
            throw directive.error("#" + directive.text() + " of nothing");
        }
        return rest.get(0);
    }

    private boolean isDefined(Token directive, List<Token> rest) {
        return macros.containsKey(operand(directive, rest).text());
    }

    /** Expands object-like macros; one that is being expanded is left as it is, as C has it. */
    private void expand(List<Token> tokens, List<String> open, List<Token> into) {
        for (Token token : tokens) {
            List<Token> value = token.isIdentifier() ? macros.get(token.text()) : null;
            if (value == null || open.contains(token.text()) || isFunctionLike(value)) {
                into.add(token);
                continue;
            }
            List<String> opened = new ArrayList<>(open);
            opened.add(token.text());
            List<Token> placed = new ArrayList<>();
            for (Token part : value) { // errors are to name the line that used the macro
                placed.add(new Token(part.kind(), part.text(), token.file(), token.line()));
            }
            expand(placed, opened, into);
        }
    }

    /**
     * C tells {@code #define F(x)} from {@code #define V (x)} by the space, which is gone here. Either way a value that
     * begins with a parenthesis is no part of a declaration.
     */
    private static boolean isFunctionLike(List<Token> value) {
        return !value.isEmpty() && value.get(0).is("(");
    }

    private boolean holds(Token directive, List<Token> condition) {
        List<Token> known = new ArrayList<>();
        for (int i = 0; i < condition.size(); i++) {
            Token token = condition.get(i);
            if (!token.is("defined")) {
                expand(List.of(token), List.of(), known);
                continue;
            }
            boolean inParentheses =
                    i + 1 < condition.size() && condition.get(i + 1).is("(");
            int name = inParentheses ? i + 2 : i + 1;
            if (name >= condition.size()) {
                throw directive.error("defined of nothing");
            }
            String value = macros.containsKey(condition.get(name).text()) ? "1" : "0";
            known.add(new Token(Token.Kind.NUMBER, value, token.file(), token.line()));
            i = inParentheses ? name + 1 : name;
        }
        return ConditionExpression.evaluate(directive, known) != 0;
    }
}
