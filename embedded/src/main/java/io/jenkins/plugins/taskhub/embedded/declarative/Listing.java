package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * The sections that list things by name: parameters, options, triggers. Each line becomes a map of {@code name},
 * {@code line} and {@code arguments}; an argument without a name gets the first name of those that are known.
 */
final class Listing {
    /** What a section may hold. */
    enum Kind {
        PARAMETERS("parameter type", Map.of(
                "string", List.of("name", "defaultValue", "description", "trim"),
                "text", List.of("name", "defaultValue", "description", "trim"),
                "booleanParam", List.of("name", "defaultValue", "description"),
                "choice", List.of("name", "choices", "description"),
                "password", List.of("name", "defaultValue", "description")),
                Set.of("run", "file", "credentials", "base64File", "stashedFile", "imageTag", "gitParameter")),
        OPTIONS("option type", Map.ofEntries(
                Map.entry("buildDiscarder", List.of("strategy")),
                Map.entry("disableConcurrentBuilds", List.of("abortPrevious")),
                Map.entry("disableRestartFromStage", List.of()),
                Map.entry("disableResume", List.of()),
                Map.entry("durabilityHint", List.of("hint")),
                Map.entry("lock", List.of("resource", "quantity", "variable")),
                Map.entry("parallelsAlwaysFailFast", List.of("value")),
                Map.entry("preserveStashes", List.of("buildCount")),
                Map.entry("quietPeriod", List.of("value")),
                Map.entry("retry", List.of("count")),
                Map.entry("skipDefaultCheckout", List.of("value")),
                Map.entry("skipStagesAfterUnstable", List.of("value")),
                Map.entry("timeout", List.of("time", "unit", "activity")),
                Map.entry("timestamps", List.of())),
                Set.of("ansiColor", "checkoutToSubdirectory", "newContainerPerStage", "overrideIndexTriggers",
                        "rateLimitBuilds", "throttleJobProperty", "gitLabConnection", "office365ConnectorWebhooks")),
        STAGE_OPTIONS("option type in a stage", Map.of(
                "lock", List.of("resource", "quantity", "variable"),
                "retry", List.of("count"),
                "skipDefaultCheckout", List.of("value"),
                "timeout", List.of("time", "unit", "activity"),
                "timestamps", List.of()),
                Set.of("ansiColor", "checkoutToSubdirectory")),
        TRIGGERS("trigger type", Map.of(
                "cron", List.of("spec"),
                "pollSCM", List.of("scmpoll_spec"),
                "upstream", List.of("upstreamProjects", "threshold")),
                Set.of("githubPush", "gitlab", "GenericTrigger", "eventTrigger", "issueCommentTrigger"));

        private final String what;
        private final Map<String, List<String>> known;
        private final Set<String> elsewhere;

        Kind(String what, Map<String, List<String>> known, Set<String> elsewhere) {
            this.what = what;
            this.known = known;
            this.elsewhere = elsewhere;
        }
    }

    private final Problems problems;
    private final Kind kind;

    Listing(Problems problems, Kind kind) {
        this.problems = problems;
        this.kind = kind;
    }

    /** A closure that gives the list, for its arguments are looked at when the build runs. */
    Expression translate(Call section) {
        Map<String, Expression> found = new LinkedHashMap<>();
        List<Expression> items = new ArrayList<>();
        for (Statement statement : section.statements()) {
            Call call = Call.of(statement);
            if (call == null) {
                problems.add(statement, "\"" + section.name() + "\" holds calls such as "
                        + kind.known.keySet().stream().sorted().findFirst().orElseThrow() + "(…) only");
            } else {
                Expression item = item(call);
                items.add(item);
                if (kind != Kind.PARAMETERS && found.put(call.name(), item) != null) {
                    problems.add(statement, "Duplicate " + kind.what + " name: \"" + call.name() + "\"");
                }
            }
        }
        if (items.isEmpty()) {
            problems.add(section.at(), "Cannot have empty " + section.name() + " section");
        }
        return Ast.later(Ast.list(items));
    }

    private Expression item(Call call) {
        List<String> names = kind.known.get(call.name());
        if (names == null && kind.elsewhere.contains(call.name())) {
            problems.refuse(call.at(), call.name(), "there are " + String.join(", ",
                    kind.known.keySet().stream().sorted().toList()));
            return Ast.map();
        } else if (names == null) {
            problems.unknown(call.at(), kind.what, call.name(), kind.known.keySet().stream().sorted().toList());
            return Ast.map();
        }
        Map<String, Expression> arguments = new LinkedHashMap<>(call.named());
        if (call.single() != null && !names.isEmpty()) {
            arguments.put(names.get(0), call.single());
        } else if (!call.positional().isEmpty()) {
            problems.add(call.at(), "\"" + call.name() + "\" takes "
                    + (names.isEmpty() ? "no arguments" : "named arguments: " + String.join(", ", names)));
        }
        for (String key : arguments.keySet()) {
            if (!names.contains(key)) {
                problems.unknown(call.at(), "parameter of " + call.name(), key, names);
            }
        }
        if (call.name().equals("buildDiscarder")) {
            arguments.replaceAll((key, value) -> strategy(call, value));
        }
        if (kind == Kind.PARAMETERS && !arguments.containsKey("name")) {
            problems.add(call.at(), "Missing required parameter: \"name\" of " + call.name());
        }
        arguments.replaceAll((key, value) -> key.equals("hint") && value instanceof VariableExpression v
                ? Ast.constant(v.getName()) : value);
        return Ast.map("name", call.name(), "line", call.at().getLineNumber(), "arguments", Ast.map(arguments));
    }

    private Expression strategy(Call at, Expression value) {
        Call rotator = Call.of(value);
        List<String> known = List.of("daysToKeepStr", "numToKeepStr", "artifactDaysToKeepStr", "artifactNumToKeepStr");
        if (rotator == null || !rotator.name().equals("logRotator")) {
            problems.add(at.at(), "\"buildDiscarder\" takes logRotator(numToKeepStr: '10')");
            return value;
        }
        rotator.named().keySet().stream().filter(key -> !known.contains(key))
                .forEach(key -> problems.unknown(at.at(), "parameter of logRotator", key, known));
        return Ast.map(rotator.named());
    }
}
