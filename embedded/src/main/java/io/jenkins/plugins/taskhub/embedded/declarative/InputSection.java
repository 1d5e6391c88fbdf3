package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.stmt.Statement;

/** {@code input { message '…' … }} of a stage: somebody is asked before its agent is taken. */
final class InputSection {
    private static final List<String> KNOWN = List.of("message", "id", "ok", "cancel", "submitter",
            "submitterParameter", "parameters");

    private final Problems problems;

    InputSection(Problems problems) {
        this.problems = problems;
    }

    /** A map of {@code arguments} (a closure that gives the input step's) and {@code parameters} (a closure, or none). */
    Expression translate(Call section) {
        Map<String, Expression> arguments = new LinkedHashMap<>();
        Expression parameters = null;
        for (Statement statement : section.statements()) {
            Call call = Call.of(statement);
            if (call == null || !KNOWN.contains(call.name())) {
                problems.unknown(statement, "option for input", call == null ? statement.getText() : call.name(), KNOWN);
            } else if (call.name().equals("parameters")) {
                parameters = new Listing(problems, Listing.Kind.PARAMETERS).translate(call);
            } else if (call.single() == null) {
                problems.add(statement, "\"" + call.name() + "\" of input takes one value");
            } else {
                arguments.put(call.name(), call.single());
            }
        }
        if (!arguments.containsKey("message")) {
            problems.add(section.at(), "Missing required parameter for input: message");
        }
        return Ast.map("arguments", Ast.later(Ast.map(arguments)), "parameters", parameters);
    }
}
