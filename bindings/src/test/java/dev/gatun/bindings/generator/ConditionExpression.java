package dev.gatun.bindings.generator;

import java.util.List;

/** The integer expression of an #if, by recursive descent: {@code || && == != < <= > >= + - ! ( )}. */
final class ConditionExpression {

    private final Token directive;
    private final List<Token> tokens;
    private int at;

    private ConditionExpression(Token directive, List<Token> tokens) {
        this.directive = directive;
        this.tokens = tokens;
    }

    static long evaluate(Token directive, List<Token> tokens) {
        ConditionExpression expression = new ConditionExpression(directive, tokens);
        long value = expression.or();
        if (expression.at < tokens.size()) {
            throw tokens.get(expression.at)
                    .error("cannot read " + tokens.get(expression.at).text() + " in a condition");
        }
        return value;
    }

    private boolean accept(String punctuator) {
        if (at < tokens.size() && tokens.get(at).is(punctuator)) {
            at++;
            return true;
        }
        return false;
    }

    private long or() {
        long value = and();
        while (accept("||")) {
            long right = and();
            value = value != 0 || right != 0 ? 1 : 0;
        }
        return value;
    }

    private long and() {
        long value = comparison();
        while (accept("&&")) {
            long right = comparison();
            value = value != 0 && right != 0 ? 1 : 0;
        }
        return value;
    }

    private long comparison() {
        long left = sum();
        for (String operator : List.of("==", "!=", "<=", ">=", "<", ">")) {
            if (accept(operator)) {
                int order = Long.compare(left, sum());
                boolean holds = switch (operator) {
                    case "==" -> order == 0;
                    case "!=" -> order != 0;
                    case "<=" -> order <= 0;
                    case ">=" -> order >= 0;
                    case "<" -> order < 0;
                    default -> order > 0;
                };
                return holds ? 1 : 0;
            }
        }
        return left;
    }

    private long sum() {
        long value = unary();
        while (true) {
            if (accept("+")) {
                value += unary();
            } else if (accept("-")) {
                value -= unary();
            } else {
                return value;
            }
        }
    }

    private long unary() {
        if (accept("!")) {
            return unary() == 0 ? 1 : 0;
        }
        if (accept("-")) {
            return -unary();
        }
        if (accept("(")) {
            long value = or();
            if (!accept(")")) {
                throw directive.error("a condition lacks a closing parenthesis");
            }
            return value;
        }
        if (at >= tokens.size()) {
            throw directive.error("a condition ends too early");
        }
        Token token = tokens.get(at++);
        if (token.isIdentifier()) {
            return 0; // not a macro, or it would have been expanded
        }
        return integer(token);
    }

    /** The value of an integer constant, suffixes left out. */
    static long integer(Token token) {
        String digits = token.text().replaceAll("[uUlL]+$", "");
        try {
            return Long.decode(digits);
        } catch (NumberFormatException e) {
            throw token.error("not an integer: " + token.text());
        }
    }
}
