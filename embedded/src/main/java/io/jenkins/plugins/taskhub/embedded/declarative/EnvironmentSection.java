package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ExpressionTransformer;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Types;

/**
 * {@code environment { NAME = value }}. Variables may use each other in any order; a variable that uses its own name
 * means the value from outside the block. {@code credentials('id')} is kept apart, for it needs cleaning up.
 */
final class EnvironmentSection {
    private static final String RESOLVED = "resolvedEnvironment";

    private final Problems problems;
    private final Map<String, Expression> values = new LinkedHashMap<>();
    private final Map<String, Expression> credentials = new LinkedHashMap<>();

    EnvironmentSection(Problems problems) {
        this.problems = problems;
    }

    /** A map of {@code credentials} (name, id) and {@code variables} (name, closure over the resolved ones). */
    Expression translate(Call section) {
        for (Statement statement : section.statements()) {
            read(statement);
        }
        if (section.statements().isEmpty()) {
            problems.add(section.at(), "No variables specified for environment");
        }
        List<Expression> variables = new ArrayList<>();
        for (String name : inOrderOfUse(section)) {
            Parameter resolved = new Parameter(ClassHelper.OBJECT_TYPE, RESOLVED);
            Expression value = new References(name).transform(values.get(name));
            variables.add(Ast.list(List.of(Ast.constant(name), Ast.later(value, resolved))));
        }
        List<Expression> secret = new ArrayList<>();
        credentials.forEach((name, id) -> secret.add(Ast.list(List.of(Ast.constant(name), Ast.later(id)))));
        return Ast.map("credentials", Ast.list(secret), "variables", Ast.list(variables));
    }

    private void read(Statement statement) {
        if (!(statement instanceof ExpressionStatement line)
                || !(line.getExpression() instanceof BinaryExpression assignment)
                || assignment.getClass() != BinaryExpression.class
                || assignment.getOperation().getType() != Types.EQUAL
                || !(assignment.getLeftExpression() instanceof VariableExpression variable)) {
            problems.add(statement, "\"environment\" holds lines of the form NAME = 'value' only");
            return;
        }
        String name = variable.getName();
        Call call = Call.of(assignment.getRightExpression());
        if (values.containsKey(name) || credentials.containsKey(name)) {
            problems.add(statement, "Duplicate environment variable name: \"" + name + "\"");
        } else if (call != null && call.name().equals("credentials")) {
            Expression id = call.single();
            if (id == null) {
                problems.add(statement, "credentials() takes the id of one credential: credentials('id')");
            } else {
                credentials.put(name, id);
            }
        } else {
            values.put(name, assignment.getRightExpression());
        }
    }

    private List<String> inOrderOfUse(Call section) {
        Set<String> ordered = new LinkedHashSet<>();
        values.keySet().forEach(name -> visit(name, ordered, new LinkedHashSet<>(), section));
        return List.copyOf(ordered);
    }

    private void visit(String name, Set<String> ordered, Set<String> under, Call section) {
        if (ordered.contains(name)) {
            return;
        }
        if (!under.add(name)) {
            problems.add(section.at(), "Environment variables that need each other: " + String.join(", ", under));
            return;
        }
        References references = new References(name);
        references.transform(values.get(name));
        references.used.forEach(other -> visit(other, ordered, under, section));
        under.remove(name);
        ordered.add(name);
    }

    /** Turns {@code NAME} and {@code env.NAME} of this block into a look-up among the values resolved so far. */
    private final class References implements ExpressionTransformer {
        private final String own;
        private final Set<String> used = new LinkedHashSet<>();

        References(String own) {
            this.own = own;
        }

        @Override
        public Expression transform(Expression expression) {
            if (expression == null) {
                return null;
            }
            String name = null;
            if (expression instanceof VariableExpression variable) {
                name = variable.getName();
            } else if (expression instanceof PropertyExpression property
                    && property.getObjectExpression() instanceof VariableExpression object
                    && object.getName().equals("env")) {
                name = property.getPropertyAsString();
            }
            if (name == null || name.equals(own) || !values.containsKey(name)) {
                return expression.transformExpression(this);
            }
            used.add(name);
            Expression reference = new PropertyExpression(new VariableExpression(RESOLVED), name);
            reference.setSourcePosition(expression);
            return reference;
        }
    }
}
