package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** {@code when { … }}: conditions that must all hold, and before what they are looked at. */
final class WhenSection {
    private static final List<String> BEFORE = List.of("beforeAgent", "beforeInput", "beforeOptions");
    private static final List<String> NEED_SCM = List.of("changeset", "changelog", "changeRequest");
    private static final Map<String, List<String>> ARGUMENTS = arguments();

    private final Problems problems;

    WhenSection(Problems problems) {
        this.problems = problems;
    }

    private static Map<String, List<String>> arguments() {
        Map<String, List<String>> known = new LinkedHashMap<>();
        known.put("allOf", List.of());
        known.put("anyOf", List.of());
        known.put("not", List.of());
        known.put("branch", List.of("pattern", "comparator"));
        known.put("buildingTag", List.of());
        known.put("environment", List.of("name", "value", "ignoreCase"));
        known.put("equals", List.of("expected", "actual"));
        known.put("expression", List.of());
        known.put("tag", List.of("pattern", "comparator"));
        known.put("triggeredBy", List.of("value", "cause", "detail"));
        return known;
    }

    /** A map of {@code conditions} (a list) and those of beforeAgent, beforeInput, beforeOptions that are true. */
    Expression translate(Call section) {
        Map<String, Expression> when = new LinkedHashMap<>();
        List<Expression> conditions = new ArrayList<>();
        for (Statement statement : section.statements()) {
            Call call = Call.of(statement);
            if (call != null && BEFORE.contains(call.name())) {
                when.put(call.name(), new ConstantExpression(isTrue(call)));
            } else {
                conditions.add(condition(statement, call));
            }
        }
        if (conditions.isEmpty()) {
            problems.add(section.at(), "Empty when closure, remove the property or add a condition");
        }
        when.put("conditions", Ast.list(conditions));
        return Ast.map(when);
    }

    private boolean isTrue(Call call) {
        if (call.single() instanceof ConstantExpression c && c.getValue() instanceof Boolean value) {
            return value;
        }
        problems.add(call.at(), "\"" + call.name() + "\" takes true or false");
        return false;
    }

    private Expression condition(Statement statement, Call call) {
        if (call == null) {
            problems.add(statement, "Expected a when condition");
            return Ast.map();
        }
        if (NEED_SCM.contains(call.name())) {
            problems.refuse(statement, "when " + call.name(), "no history of changes is kept; use expression { … }");
            return Ast.map();
        }
        if (!ARGUMENTS.containsKey(call.name())) {
            problems.unknown(statement, "when condition", call.name(), ARGUMENTS.keySet());
            return Ast.map();
        }
        return switch (call.name()) {
            case "expression" -> expression(call);
            case "allOf", "anyOf", "not" -> nested(call);
            default -> withArguments(call);
        };
    }

    private Expression expression(Call call) {
        if (call.body() == null) {
            problems.add(call.at(), "\"expression\" takes a block: expression { … }");
        }
        return Ast.map("type", "expression", "body", call.body());
    }

    private Expression nested(Call call) {
        List<Expression> inner = new ArrayList<>();
        for (Statement statement : call.statements()) {
            inner.add(condition(statement, Call.of(statement)));
        }
        if (inner.isEmpty() || call.name().equals("not") && inner.size() > 1) {
            problems.add(call.at(), "\"" + call.name() + "\" takes "
                    + (call.name().equals("not") ? "exactly one condition" : "at least one condition"));
        }
        return Ast.map("type", call.name(), "conditions", Ast.list(inner));
    }

    private Expression withArguments(Call call) {
        List<String> known = ARGUMENTS.get(call.name());
        Map<String, Expression> arguments = new LinkedHashMap<>(call.named());
        if (call.single() != null && !known.isEmpty()) {
            arguments.put(known.get(0), call.single());
        }
        arguments.keySet().stream().filter(key -> !known.contains(key))
                .forEach(key -> problems.unknown(call.at(), "argument of when " + call.name(), key, known));
        for (String needed : needed(call.name())) {
            if (!arguments.containsKey(needed)) {
                problems.add(call.at(), "Missing required parameter \"" + needed + "\" of when " + call.name());
            }
        }
        arguments.replaceAll((key, value) -> key.equals("comparator") && value instanceof VariableExpression v
                ? Ast.constant(v.getName()) : value);
        ClosureExpression later = Ast.later(Ast.map(arguments));
        return Ast.map("type", call.name(), "arguments", later);
    }

    private static List<String> needed(String condition) {
        return switch (condition) {
            case "branch" -> List.of("pattern");
            case "environment" -> List.of("name", "value");
            case "equals" -> List.of("expected", "actual");
            default -> List.of();
        };
    }
}
