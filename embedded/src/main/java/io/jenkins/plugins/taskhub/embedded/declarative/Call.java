package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * One line of Declarative Pipeline, taken apart: {@code name positional, key: value { body }}.
 *
 * @param body the closure at the end, or null
 * @param at where it stands in the file
 */
record Call(String name, List<Expression> positional, Map<String, Expression> named, ClosureExpression body,
            Expression at) {

    /** The statement as a call without a receiver, or null when it is something else. */
    static Call of(ASTNode node) {
        ASTNode inner = node instanceof ExpressionStatement statement ? statement.getExpression() : node;
        if (!(inner instanceof MethodCallExpression call) || !call.isImplicitThis() || call.isSpreadSafe()
                || !(call.getMethod() instanceof ConstantExpression name)) {
            return null;
        }
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        ClosureExpression body = null;
        List<Expression> arguments = call.getArguments() instanceof TupleExpression tuple
                ? tuple.getExpressions() : List.of(call.getArguments());
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = arguments.get(i);
            if (argument instanceof ClosureExpression closure && i == arguments.size() - 1) {
                body = closure;
            } else if (argument instanceof MapExpression map && i == 0 && hasConstantKeys(map)) {
                for (MapEntryExpression entry : map.getMapEntryExpressions()) {
                    named.put(entry.getKeyExpression().getText(), entry.getValueExpression());
                }
            } else {
                positional.add(argument);
            }
        }
        return new Call(name.getText(), positional, named, body, call);
    }

    private static boolean hasConstantKeys(MapExpression map) {
        return map.getMapEntryExpressions().stream().allMatch(e -> e.getKeyExpression() instanceof ConstantExpression);
    }

    /** True when there is nothing but a body, or nothing at all. */
    boolean isBare() {
        return positional.isEmpty() && named.isEmpty();
    }

    /** The only argument when there is exactly one and it has no name, else null. */
    Expression single() {
        return positional.size() == 1 && named.isEmpty() ? positional.get(0) : null;
    }

    /** The argument of this name; where it is the only one, the name may be left out. Null when it is missing. */
    Expression argument(String key) {
        return named.containsKey(key) ? named.get(key) : single();
    }

    /** The statements between the braces. */
    List<Statement> statements() {
        return Ast.statements(body);
    }
}
