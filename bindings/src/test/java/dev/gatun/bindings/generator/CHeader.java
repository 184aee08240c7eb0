package dev.gatun.bindings.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The declarations of a header. Typedefs and enums are read as they come; a function is read only when it is asked for,
 * so that a header may hold functions that no binding can express (complex values, callbacks) as long as nobody binds
 * them.
 */
final class CHeader {

    /**
     * An enum constant.
     *
     * @param tag the enum's tag, empty when it has none
     */
    record Constant(String tag, String name, long value) {}

    record Parameter(String name, CType type) {}

    record Function(String name, CType returns, List<Parameter> parameters) {

        /** The declaration in one line, as clang prints it. */
        String declaration() {
            StringBuilder text = new StringBuilder(returns.declare(name)).append('(');
            for (int i = 0; i < parameters.size(); i++) {
                Parameter parameter = parameters.get(i);
                text.append(i == 0 ? "" : ", ").append(parameter.type().declare(parameter.name()));
            }
            return text.append(parameters.isEmpty() ? "void)" : ")").toString();
        }
    }

    private final Map<String, CType> typedefs = new LinkedHashMap<>();
    private final Map<String, Constant> constants = new LinkedHashMap<>();
    private final Map<String, List<Token>> functions = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();

    CHeader() {
        typedefs.put("size_t", new CType("size_t", CType.Kind.LONG)); // from <stddef.h>
    }

    /** Reads the declarations of a preprocessed file, in addition to those read before. */
    CHeader read(List<Token> tokens) {
        int start = 0;
        while (start < tokens.size()) {
            int end = endOfDeclaration(tokens, start);
            declaration(tokens.subList(start, end));
            start = end + (end < tokens.size() && tokens.get(end).is(";") ? 1 : 0);
        }
        return this;
    }

    /** Constants and functions in the order in which the header declares them. */
    List<String> names() {
        return List.copyOf(names);
    }

    Constant constant(String name) {
        Constant constant = constants.get(name);
        if (constant == null) {
            throw new HeaderException("the header defines no constant " + name);
        }
        return constant;
    }

    boolean declares(String function) {
        return functions.containsKey(function);
    }

    /** Reads a function's declaration, or says at which line of the header it cannot. */
    Function function(String name) {
        List<Token> tokens = functions.get(name);
        if (tokens == null) {
            throw new HeaderException("the header declares no function " + name);
        }
        return new Reader(tokens).function();
    }

    /** The index of the semicolon that ends a declaration, or of what follows a function's body. */
    private static int endOfDeclaration(List<Token> tokens, int start) {
        int depth = 0;
        boolean body = false;
        for (int i = start; i < tokens.size(); i++) {
            String text = tokens.get(i).text();
            switch (text) {
                case "(", "[" -> depth++;
                case ")", "]" -> depth--;
                case "{" -> {
                    body |= depth == 0 && i > start && tokens.get(i - 1).is(")");
                    depth++;
                }
                case "}" -> {
                    depth--;
                    if (depth == 0 && body) {
                        return i + 1;
                    }
                }
                case ";" -> {
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        throw tokens.get(start).error("the declaration has no end");
    }

    private void declaration(List<Token> tokens) {
        if (tokens.isEmpty()) {
            return;
        }
        Reader reader = new Reader(tokens);
        if (tokens.get(0).is("typedef")) {
            reader.typedef();
            return;
        }
        int parenthesis = firstParenthesis(tokens);
        if (parenthesis > 0 && tokens.get(parenthesis - 1).isIdentifier()) {
            String name = tokens.get(parenthesis - 1).text();
            functions.put(name, List.copyOf(tokens));
            names.add(name);
        } else if (tokens.get(0).is("enum")) {
            reader.enumeration();
        }
    }

    private static int firstParenthesis(List<Token> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("{")) {
                return -1;
            }
            if (tokens.get(i).is("(")) {
                return i;
            }
        }
        return -1;
    }

    /** Reads one declaration. */
    private final class Reader {

        private final List<Token> tokens;
        private int at;

        Reader(List<Token> tokens) {
            this.tokens = tokens;
        }

        private boolean sees(String text) {
            return at < tokens.size() && tokens.get(at).is(text);
        }

        private boolean accept(String text) {
            boolean seen = sees(text);
            at += seen ? 1 : 0;
            return seen;
        }

        private Token here() {
            return tokens.get(Math.min(at, tokens.size() - 1));
        }

        private Token identifier(String what) {
            if (at >= tokens.size() || !tokens.get(at).isIdentifier()) {
                throw here().error("expected " + what + ", found " + found());
            }
            return tokens.get(at++);
        }

        private String found() {
            return at < tokens.size() ? tokens.get(at).text() : "the end of the declaration";
        }

        private void expect(String text) {
            if (!accept(text)) {
                throw here().error("expected " + text + ", found " + found());
            }
        }

        /** {@code typedef TYPE NAME}; other forms (structs, function pointers) leave their name unknown. */
        void typedef() {
            expect("typedef");
            try {
                CType type = sees("enum") ? enumeration() : type();
                String name = identifier("a name").text();
                if (at == tokens.size()) {
                    typedefs.put(name, new CType(name, type.kind()));
                }
            } catch (HeaderException e) {
                // Named again, with its line, by the function that uses it.
            }
        }

        /** {@code enum TAG} with or without the list of its constants. */
        CType enumeration() {
            expect("enum");
            String tag = at < tokens.size() && tokens.get(at).isIdentifier()
                    ? tokens.get(at++).text()
                    : "";
            if (accept("{")) {
                long next = 0;
                while (!accept("}")) {
                    String name = identifier("an enum constant").text();
                    if (accept("=")) {
                        long sign = accept("-") ? -1 : 1;
                        next = sign * ConditionExpression.integer(tokens.get(at++));
                    }
                    constants.put(name, new Constant(tag, name, next));
                    names.add(name);
                    next++;
                    if (!sees("}")) {
                        expect(",");
                    }
                }
            }
            return new CType("enum " + tag, CType.Kind.INT);
        }

        Function function() {
            CType returns = type();
            String name = identifier("a function's name").text();
            expect("(");
            List<Parameter> parameters = new ArrayList<>();
            if (sees("void") && at + 1 < tokens.size() && tokens.get(at + 1).is(")")) {
                at++;
            }
            while (!accept(")")) {
                parameters.add(parameter());
                if (!sees(")")) {
                    expect(",");
                }
            }
            if (at != tokens.size() && !sees("{")) {
                throw here().error("expected the end of " + name + "'s declaration, found " + found());
            }
            return new Function(name, returns, List.copyOf(parameters));
        }

        private Parameter parameter() {
            CType type = type();
            if (sees("(")) {
                throw here().error("pointers to functions are not supported");
            }
            String name = at < tokens.size() && tokens.get(at).isIdentifier()
                    ? tokens.get(at++).text()
                    : "";
            if (accept("[")) { // an array parameter is a pointer
                while (!accept("]")) {
                    at++;
                }
                type = type.pointer();
            }
            return new Parameter(name, type);
        }

        /** Specifiers in any order, then the stars. */
        private CType type() {
            List<String> words = new ArrayList<>();
            boolean isConst = false;
            CType named = null;
            Token first = here();
            while (at < tokens.size()) {
                Token token = tokens.get(at);
                if (token.is("const")) {
                    isConst = true;
                    at++;
                } else if (token.is("extern") || token.is("static") || token.is("inline") || token.is("volatile")) {
                    at++;
                } else if (token.is("enum")) {
                    named = enumeration();
                } else if (PRIMITIVE_WORDS.contains(token.text())) {
                    words.add(token.text());
                    at++;
                } else if (named == null && words.isEmpty() && typedefs.containsKey(token.text())) {
                    named = typedefs.get(token.text());
                    at++;
                } else {
                    break;
                }
            }
            CType base = named != null ? named : primitive(first, words);
            CType type = isConst ? new CType("const " + base.spelling(), base.kind()) : base;
            while (accept("*")) {
                type = type.pointer();
                accept("const"); // of the pointer itself, no matter to a caller
                accept("restrict");
            }
            return type;
        }

        private CType primitive(Token first, List<String> words) {
            if (words.isEmpty()) {
                throw first.error("unknown type " + found());
            }
            String spelling = String.join(" ", words);
            List<String> sorted = new ArrayList<>(words);
            sorted.removeIf(word -> word.equals("signed") || word.equals("unsigned"));
            if (sorted.size() > 1) {
                sorted.remove("int"); // short int, long int
            }
            CType.Kind kind = switch (String.join(" ", sorted)) {
                case "void" -> CType.Kind.VOID;
                case "_Bool" -> CType.Kind.BOOL;
                case "char" -> CType.Kind.CHAR;
                case "short" -> CType.Kind.SHORT;
                case "", "int" -> CType.Kind.INT;
                case "long" -> CType.Kind.LONG;
                case "long long" -> CType.Kind.LONG_LONG;
                case "float" -> CType.Kind.FLOAT;
                case "double" -> CType.Kind.DOUBLE;
                default -> throw first.error("the type " + spelling + " is not supported");
            };
            return new CType(spelling, kind);
        }
    }

    private static final List<String> PRIMITIVE_WORDS = List.of(
            "void", "_Bool", "char", "short", "int", "long", "float", "double", "signed", "unsigned", "_Complex");
}
