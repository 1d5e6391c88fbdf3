package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;

/**
 * A parameter that a Jenkinsfile names in {@code parameters}, known without running it.
 *
 * @param type string, text, booleanParam, choice or password
 * @param choices the values that are allowed, where they are written down; else empty
 */
public record DeclaredParameter(String name, String type, List<String> choices) {
    private static final Set<String> TYPES = Set.of("string", "text", "booleanParam", "choice", "password");

    /**
     * Reads the parameters of a script.
     *
     * @return empty when the script leaves its parameters to code elsewhere, such as a shared library
     */
    public static Optional<Map<String, DeclaredParameter>> of(String script) {
        SourceUnit source = SourceUnit.create("Jenkinsfile", script);
        CompilationUnit unit = new CompilationUnit();
        unit.addSource(source);
        try {
            unit.compile(Phases.CONVERSION);
        } catch (CompilationFailedException e) {
            return Optional.empty();
        }
        Finder finder = new Finder();
        source.getAST().getStatementBlock().visit(finder);
        return finder.complete() ? Optional.of(finder.found) : Optional.empty();
    }

    private static final class Finder extends CodeVisitorSupport {
        private final Map<String, DeclaredParameter> found = new LinkedHashMap<>();
        private boolean declarative;
        private boolean section;
        private boolean unclear;

        boolean complete() {
            return (declarative || section) && !unclear;
        }

        @Override
        public void visitMethodCallExpression(MethodCallExpression expression) {
            Call call = Call.of(expression);
            if (call != null && call.name().equals("input")) {
                return;
            }
            declarative |= call != null && call.name().equals("pipeline") && call.body() != null;
            if (call != null && call.name().equals("parameters")) {
                section = true;
                lines(call).forEach(this::add);
            } else {
                super.visitMethodCallExpression(expression);
            }
        }

        private static List<Call> lines(Call section) {
            List<Call> lines = new ArrayList<>();
            for (Statement statement : section.statements()) {
                lines.add(Call.of(statement));
            }
            if (section.single() instanceof ListExpression list) {
                list.getExpressions().forEach(each -> lines.add(Call.of(each)));
            }
            return lines;
        }

        private void add(Call line) {
            String name = line == null ? null : Ast.text(line.named().get("name"));
            if (name == null || !TYPES.contains(line.name())) {
                unclear = true;
                return;
            }
            found.put(name, new DeclaredParameter(name, line.name(), choices(line.named().get("choices"))));
        }

        private static List<String> choices(Expression value) {
            if (Ast.text(value) != null) {
                return Ast.text(value).lines().toList();
            }
            return value instanceof ListExpression list
                    && list.getExpressions().stream().allMatch(ConstantExpression.class::isInstance)
                    ? list.getExpressions().stream().map(Expression::getText).toList() : List.of();
        }
    }
}
