package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.ArrayList;
import java.util.List;

import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Blocks of steps: {@code steps { … }} and every condition of {@code post}. Only steps; code goes into script. */
final class StepsSection {
    /** Every condition of {@code post}, in the order in which they run. */
    static final List<String> CONDITIONS = List.of("always", "changed", "fixed", "regression", "aborted", "failure",
            "success", "unstable", "unsuccessful", "cleanup");

    private final Problems problems;

    StepsSection(Problems problems) {
        this.problems = problems;
    }

    /** The closure as it stands, once everything in it is a step. */
    Expression steps(Call section) {
        if (section.body() == null || section.statements().isEmpty()) {
            problems.add(section.at(), "No steps specified for \"" + section.name() + "\"");
        }
        check(section.body());
        return section.body();
    }

    /** A list of (condition, closure), in Jenkins' order. */
    Expression post(Call section) {
        ClosureExpression[] found = new ClosureExpression[CONDITIONS.size()];
        for (Statement statement : section.statements()) {
            Call condition = Call.of(statement);
            int place = condition == null ? -1 : CONDITIONS.indexOf(condition.name());
            if (condition == null) {
                problems.add(statement, "\"post\" holds conditions only: " + String.join(", ", CONDITIONS));
            } else if (place < 0) {
                problems.unknown(statement, "post condition", condition.name(), CONDITIONS);
            } else if (found[place] != null) {
                problems.add(statement, "Duplicate post condition: \"" + condition.name() + "\"");
            } else {
                steps(condition);
                found[place] = condition.body();
            }
        }
        List<Expression> ordered = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            if (found[i] != null) {
                ordered.add(Ast.list(List.of(Ast.constant(CONDITIONS.get(i)), found[i])));
            }
        }
        if (section.statements().isEmpty()) {
            problems.add(section.at(), "No post conditions specified");
        }
        return Ast.list(ordered);
    }

    private void check(ClosureExpression block) {
        for (Statement statement : Ast.statements(block)) {
            Call step = Call.of(statement);
            if (step == null) {
                problems.add(statement, receiverOf(statement) == null
                        ? "Expected a step; other Groovy code goes into script { … }"
                        : "Method calls on objects not allowed outside \"script\" blocks.");
            } else if (step.body() != null && !step.name().equals("script")) {
                check(step.body());
            }
        }
    }

    private static String receiverOf(Statement statement) {
        return statement instanceof ExpressionStatement line
                && line.getExpression() instanceof MethodCallExpression call
                && call.getObjectExpression() instanceof VariableExpression variable ? variable.getName() : null;
    }
}
