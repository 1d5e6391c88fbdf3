package hudson.model;

import hudson.model.labels.LabelAtom;
import hudson.util.VariableResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads label expressions; {@code !} binds stronger than {@code &&}, that stronger than {@code ||}. */
final class LabelParser {
    private static final Pattern TOKEN = Pattern.compile("\\s*(&&|\\|\\||!|\\(|\\)|\"[^\"]*\"|[^\\s&|!()\"]+)\\s*");

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    LabelParser(String text) {
        this.text = text;
        Matcher m = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!m.find(at) || m.start() != at) {
                throw refusal(text.substring(at).strip());
            }
            tokens.add(m.group(1));
            at = m.end();
        }
    }

    Label parse() {
        Label label = or();
        if (next < tokens.size()) {
            throw refusal(tokens.get(next));
        }
        return label;
    }

    private Label or() {
        Label left = and();
        while (take("||")) {
            left = join(left, "||", and());
        }
        return left;
    }

    private Label and() {
        Label left = not();
        while (take("&&")) {
            left = join(left, "&&", not());
        }
        return left;
    }

    private Label not() {
        if (take("!")) {
            Label inner = not();
            return new Composite("!" + inner.name, r -> !inner.matches(r));
        }
        if (take("(")) {
            Label inner = or();
            if (!take(")")) {
                throw refusal("end, expected )");
            }
            return new Composite("(" + inner.name + ")", inner::matches);
        }
        if (next == tokens.size() || "&&||()".contains(tokens.get(next))) {
            throw refusal(next == tokens.size() ? "end" : tokens.get(next));
        }
        String token = tokens.get(next++);
        return new LabelAtom(token.startsWith("\"") ? token.substring(1, token.length() - 1) : token);
    }

    private static Label join(Label left, String operator, Label right) {
        return new Composite(left.name + operator + right.name, operator.equals("&&")
                ? r -> left.matches(r) && right.matches(r) : r -> left.matches(r) || right.matches(r));
    }

    private boolean take(String token) {
        boolean there = next < tokens.size() && tokens.get(next).equals(token);
        next += there ? 1 : 0;
        return there;
    }

    private IllegalArgumentException refusal(String found) {
        return new IllegalArgumentException("‘" + text + "’ is no label expression: unexpected " + found);
    }

    private static final class Composite extends Label {
        private final transient Predicate<VariableResolver<Boolean>> test;

        Composite(String name, Predicate<VariableResolver<Boolean>> test) {
            super(name);
            this.test = test;
        }

        @Override
        public String getExpression() {
            return name;
        }

        @Override
        public boolean matches(VariableResolver<Boolean> resolver) {
            return test.test(resolver);
        }
    }
}
