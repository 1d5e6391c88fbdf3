package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Builds the small pieces of syntax tree that a pipeline is turned into. */
final class Ast {
    private Ast() {
    }

    static ConstantExpression constant(Object value) {
        return new ConstantExpression(value);
    }

    /** A map literal of name, value, name, value…; pairs whose value is null are left out. */
    static MapExpression map(Object... pairs) {
        MapExpression map = new MapExpression();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                Expression value = pairs[i + 1] instanceof Expression e ? e : constant(pairs[i + 1]);
                map.addMapEntryExpression(constant(pairs[i]), value);
            }
        }
        return map;
    }

    static MapExpression map(Map<String, Expression> values) {
        List<MapEntryExpression> entries = new ArrayList<>();
        values.forEach((key, value) -> entries.add(new MapEntryExpression(constant(key), value)));
        return new MapExpression(entries);
    }

    static ListExpression list(List<? extends Expression> values) {
        return new ListExpression(new ArrayList<>(values));
    }

    /** A closure that evaluates the expression when the pipeline needs it; null stays null. */
    static ClosureExpression later(Expression value, Parameter... parameters) {
        if (value == null) {
            return null;
        }
        ExpressionStatement statement = new ExpressionStatement(value);
        statement.setSourcePosition(value);
        List<Statement> code = new ArrayList<>(List.of(statement));
        ClosureExpression closure = new ClosureExpression(parameters, new BlockStatement(code, null));
        closure.setSourcePosition(value);
        return closure;
    }

    static List<Statement> statements(ClosureExpression closure) {
        if (closure == null) {
            return List.of();
        }
        return closure.getCode() instanceof BlockStatement block ? block.getStatements() : List.of(closure.getCode());
    }

    /** The text of a string constant, or null. */
    static String text(ASTNode node) {
        return node instanceof ConstantExpression constant && constant.getValue() instanceof String s ? s : null;
    }
}
