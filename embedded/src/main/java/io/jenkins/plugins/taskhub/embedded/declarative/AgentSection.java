package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/** {@code agent any}, {@code agent none}, {@code agent { label '…' }} and {@code agent { node { … } }}. */
final class AgentSection {
    private static final Set<String> ELSEWHERE = Set.of("docker", "dockerfile", "kubernetes");
    private static final List<String> KINDS = List.of("any", "none", "label", "node");

    private final Problems problems;

    AgentSection(Problems problems) {
        this.problems = problems;
    }

    /** A map of {@code kind} (any, none, label) and closures for {@code label} and {@code customWorkspace}. */
    Expression translate(Call section) {
        if (section.body() == null) {
            String kind = section.single() instanceof VariableExpression v ? v.getName()
                    : section.single() instanceof ConstantExpression c ? c.getText() : "";
            if (kind.equals("any") || kind.equals("none")) {
                return Ast.map("kind", kind);
            }
            unknownKind(section, kind);
            return Ast.map("kind", "any");
        }
        List<Statement> statements = section.statements();
        Call kind = statements.size() == 1 ? Call.of(statements.get(0)) : null;
        if (kind == null) {
            problems.add(section.at(), "\"agent\" holds exactly one of: label '…', node { … }");
            return Ast.map("kind", "any");
        }
        return switch (kind.name()) {
            case "label" -> labelled(kind, kind.argument("label"), null);
            case "node" -> node(kind);
            default -> {
                unknownKind(kind, kind.name());
                yield Ast.map("kind", "any");
            }
        };
    }

    private Expression node(Call node) {
        Expression label = null;
        Expression workspace = null;
        for (Statement statement : node.statements()) {
            Call call = Call.of(statement);
            if (call != null && call.name().equals("label") && call.single() != null) {
                label = call.single();
            } else if (call != null && call.name().equals("customWorkspace") && call.single() != null) {
                workspace = call.single();
            } else {
                problems.add(statement, "\"node\" of an agent holds label '…' and customWorkspace '…' only");
            }
        }
        for (Map.Entry<String, Expression> argument : node.named().entrySet()) {
            switch (argument.getKey()) {
                case "label" -> label = argument.getValue();
                case "customWorkspace" -> workspace = argument.getValue();
                default -> problems.unknown(node.at(), "option for agent", argument.getKey(),
                        List.of("label", "customWorkspace"));
            }
        }
        return labelled(node, label, workspace);
    }

    private Expression labelled(Call at, Expression label, Expression workspace) {
        if (label == null) {
            problems.add(at.at(), "Missing required parameter for agent type \"" + at.name() + "\": label");
        }
        return Ast.map("kind", "label", "label", Ast.later(label), "customWorkspace", Ast.later(workspace));
    }

    private void unknownKind(Call at, String kind) {
        if (ELSEWHERE.contains(kind)) {
            problems.refuse(at.at(), "agent " + kind, "use agent any, none or label");
        } else {
            problems.unknown(at.at(), "agent type", kind, KINDS);
        }
    }
}
