package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.stmt.Statement;

/** {@code stage('name') { … }} and the lists of stages: stages, parallel. */
final class StageSection {
    private static final List<String> KNOWN = List.of("agent", "environment", "failFast", "input", "options",
            "parallel", "post", "stages", "steps", "when");
    private static final List<String> BODIES = List.of("steps", "stages", "parallel");

    private final Problems problems;
    private final Set<String> names = new HashSet<>();

    StageSection(Problems problems) {
        this.problems = problems;
    }

    /** The stages between the braces of {@code stages} or {@code parallel}. */
    Expression list(Call section, boolean inParallel) {
        List<Expression> stages = new ArrayList<>();
        for (Statement statement : section.statements()) {
            Call call = Call.of(statement);
            if (call != null && call.name().equals("stage")) {
                stages.add(stage(call, inParallel));
            } else if (call != null && call.name().equals("matrix")) {
                matrix(call);
            } else {
                problems.add(statement, "Expected a stage");
            }
        }
        if (stages.isEmpty()) {
            problems.add(section.at(), "No stages specified");
        }
        return Ast.list(stages);
    }

    private Expression stage(Call stage, boolean inParallel) {
        String name = Ast.text(stage.single());
        if (name == null || name.isBlank()) {
            problems.add(stage.at(), "Expected a stage name as a string: stage('Deploy') { … }");
            name = "";
        } else if (!names.add(name)) {
            problems.add(stage.at(), "Duplicate stage name: \"" + name + "\"");
        }
        Map<String, Call> sections = sections(stage, name);
        List<String> bodies = BODIES.stream().filter(sections::containsKey).toList();
        if (bodies.size() != 1 && !sections.containsKey("matrix")) {
            problems.add(stage.at(), bodies.isEmpty()
                    ? "Expected one of \"steps\", \"stages\", or \"parallel\" for stage \"" + name + "\""
                    : "Only one of \"steps\", \"stages\", or \"parallel\" allowed for stage \"" + name + "\", found "
                            + String.join(", ", bodies));
        }
        if (inParallel && sections.containsKey("parallel")) {
            problems.add(stage.at(), "Parallel stages can only be nested by way of \"stages\"");
        }
        if (sections.containsKey("agent") && sections.containsKey("parallel")) {
            problems.add(sections.get("agent").at(), "\"agent\" is not allowed in stage \"" + name
                    + "\" as it contains parallel stages");
        }
        Map<String, Expression> translated = new LinkedHashMap<>();
        translated.put("name", Ast.constant(name));
        sections.forEach((key, section) -> translated.put(key, section(key, section)));
        return Ast.map(translated);
    }

    private Map<String, Call> sections(Call stage, String name) {
        Map<String, Call> sections = new LinkedHashMap<>();
        for (Statement statement : stage.statements()) {
            Call call = Call.of(statement);
            if (call == null) {
                problems.add(statement, "Not a valid stage section definition: \"" + statement.getText()
                        + "\". Some extra configuration is required.");
            } else if (call.name().equals("matrix")) {
                matrix(call);
                sections.put("matrix", call);
            } else if (call.name().equals("tools")) {
                problems.refuse(call.at(), "tools", "have the tool in PATH, or set PATH in environment");
            } else if (!KNOWN.contains(call.name())) {
                problems.unknown(call.at(), "stage section", call.name(), KNOWN);
            } else if (sections.put(call.name(), call) != null) {
                problems.add(call.at(), "Multiple occurrences of the " + call.name() + " section");
            }
        }
        return sections;
    }

    private Expression section(String key, Call section) {
        return switch (key) {
            case "agent" -> new AgentSection(problems).translate(section);
            case "environment" -> new EnvironmentSection(problems).translate(section);
            case "failFast" -> failFast(section);
            case "input" -> new InputSection(problems).translate(section);
            case "options" -> new Listing(problems, Listing.Kind.STAGE_OPTIONS).translate(section);
            case "parallel" -> list(section, true);
            case "stages" -> list(section, false);
            case "post" -> new StepsSection(problems).post(section);
            case "steps" -> new StepsSection(problems).steps(section);
            case "when" -> new WhenSection(problems).translate(section);
            default -> Ast.map();
        };
    }

    private Expression failFast(Call section) {
        if (!(section.single() instanceof ConstantExpression c && c.getValue() instanceof Boolean)) {
            problems.add(section.at(), "\"failFast\" takes true or false");
        }
        return section.single();
    }

    private void matrix(Call call) {
        problems.refuse(call.at(), "matrix", "write the cells as stages of parallel { … }");
    }
}
