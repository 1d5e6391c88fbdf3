package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Turns {@code pipeline { … }} of a Jenkinsfile into {@code new DeclarativePipeline(this).run(model)}, where the model
 * is a map whose values that depend on the build are closures. It runs before the names of the script are resolved and
 * before the CPS transformation, so these closures suspend and resume like any other code of a Pipeline. Everything
 * that is wrong with the pipeline is told with its line, before anything runs.
 */
public final class DeclarativeTransformation extends CompilationCustomizer {
    private static final String RUNTIME = "io.jenkins.plugins.taskhub.embedded.declarative.DeclarativePipeline";
    private static final List<String> KNOWN = List.of("agent", "environment", "libraries", "options", "parameters",
            "post", "stages", "triggers");

    /** To be added to the configuration that scripts are compiled with. */
    public DeclarativeTransformation() {
        super(CompilePhase.CONVERSION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode node) {
        if (!node.isScript() || source.getAST().getStatementBlock() == null) {
            return;
        }
        ListIterator<Statement> statements = source.getAST().getStatementBlock().getStatements().listIterator();
        boolean seen = false;
        while (statements.hasNext()) {
            Statement statement = statements.next();
            Call call = Call.of(statement);
            if (call == null || !call.name().equals("pipeline") || call.body() == null || !call.isBare()) {
                continue;
            }
            Problems problems = new Problems(source);
            if (seen) {
                problems.add(statement, "Only one \"pipeline { … }\" block can be executed in a single run.");
            }
            seen = true;
            Expression model = new Pipeline(problems).translate(call);
            if (problems.none()) {
                statements.set(execution(statement, model));
            }
        }
    }

    private static Statement execution(Statement original, Expression model) {
        Expression runtime = new ConstructorCallExpression(ClassHelper.make(RUNTIME),
                new ArgumentListExpression(VariableExpression.THIS_EXPRESSION));
        Expression run = new MethodCallExpression(runtime, "run", new ArgumentListExpression(model));
        run.setSourcePosition(original);
        ExpressionStatement statement = new ExpressionStatement(run);
        statement.setSourcePosition(original);
        return statement;
    }

    private record Pipeline(Problems problems) {
        Expression translate(Call pipeline) {
            Map<String, Call> sections = new LinkedHashMap<>();
            for (Statement statement : pipeline.statements()) {
                Call call = Call.of(statement);
                if (call == null) {
                    problems.add(statement, "Not a valid section definition: \"" + statement.getText()
                            + "\". Some extra configuration is required.");
                } else if (call.name().equals("tools")) {
                    problems.refuse(call.at(), "tools", "have the tool in PATH, or set PATH in environment");
                } else if (!KNOWN.contains(call.name())) {
                    problems.unknown(call.at(), "pipeline section", call.name(), KNOWN);
                } else if (sections.put(call.name(), call) != null) {
                    problems.add(call.at(), "Multiple occurrences of the " + call.name() + " section");
                }
            }
            for (String needed : List.of("stages", "agent")) {
                if (!sections.containsKey(needed)) {
                    problems.add(pipeline.at(), "Missing required section \"" + needed + "\"");
                }
            }
            Map<String, Expression> model = new LinkedHashMap<>();
            sections.forEach((key, section) -> model.put(key, section(key, section)));
            return Ast.map(model);
        }

        private Expression section(String key, Call section) {
            return switch (key) {
                case "agent" -> new AgentSection(problems).translate(section);
                case "environment" -> new EnvironmentSection(problems).translate(section);
                case "libraries" -> libraries(section);
                case "options" -> new Listing(problems, Listing.Kind.OPTIONS).translate(section);
                case "parameters" -> new Listing(problems, Listing.Kind.PARAMETERS).translate(section);
                case "post" -> new StepsSection(problems).post(section);
                case "stages" -> new StageSection(problems).list(section, false);
                default -> new Listing(problems, Listing.Kind.TRIGGERS).translate(section);
            };
        }

        private Expression libraries(Call section) {
            List<Expression> names = new ArrayList<>();
            for (Statement statement : section.statements()) {
                Call lib = Call.of(statement);
                if (lib == null || !lib.name().equals("lib") || lib.single() == null) {
                    problems.add(statement, "\"libraries\" holds lines of the form lib('name@version')");
                } else {
                    names.add(lib.single());
                }
            }
            return Ast.later(Ast.list(names));
        }
    }
}
