package io.jenkins.plugins.taskhub.sandbox.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The table at the end of the demo: what ran, what is where, and what is not as it should be. */
final class Summary {
    /** A build that has ended. */
    record Ran(Act act, String result, Duration took) {
        boolean asExpected() {
            return act.expected().equals(result);
        }
    }

    private final List<Ran> runs = new ArrayList<>();
    private final List<Deployed> found = new ArrayList<>();
    private final List<Deployed> expected;

    /** @param expected what should be where at the end */
    Summary(List<Deployed> expected) {
        this.expected = List.copyOf(expected);
    }

    void ran(Ran run) {
        runs.add(run);
    }

    void found(Deployed deployed) {
        found.add(deployed);
    }

    /** What went wrong, one line each; empty when all is as it should be. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        runs.stream().filter(run -> !run.asExpected()).forEach(run -> problems.add(run.act().job() + " "
                + run.act().parameterLine() + " ended with " + run.result() + ", not " + run.act().expected()));
        if (runs.size() < Act.all().size()) {
            problems.add("only " + runs.size() + " of " + Act.all().size() + " builds ran");
        }
        for (var right : expected) {
            found.stream().filter(is -> is.environment().equals(right.environment()) && !is.equals(right))
                    .forEach(is -> problems.add(right.environment() + " runs " + is + ", not " + right));
            if (found.stream().noneMatch(is -> is.environment().equals(right.environment()))) {
                problems.add(right.environment() + " was not looked at");
            }
        }
        return problems;
    }

    String render() {
        List<List<String>> builds = new ArrayList<>();
        builds.add(List.of("JOB", "PARAMETERS", "RESULT", "SECONDS"));
        runs.forEach(run -> builds.add(List.of(run.act().job(), run.act().parameterLine(),
                run.result() + (run.act().expected().equals("SUCCESS") ? "" : " (expected " + run.act().expected() + ")"),
                Long.toString(Math.round(run.took().toMillis() / 1000.0)))));
        List<List<String>> places = new ArrayList<>();
        places.add(List.of("ENVIRONMENT", "TAG", "REVISION", "READY", "NODEPORT"));
        found.forEach(is -> places.add(List.of(is.environment(), is.tag(), Integer.toString(is.revision()),
                is.ready() + "/" + is.replicas(), Integer.toString(is.nodePort()))));
        return "What ran\n" + table(builds) + "\nWhat is where, read from the cluster\n" + table(places);
    }

    private static String table(List<List<String>> rows) {
        var text = new StringBuilder();
        for (var row : rows) {
            text.append(' ');
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream().mapToInt(r -> r.get(at).length()).max().orElse(0);
                text.append(' ').append(row.get(column)).append(" ".repeat(width - row.get(column).length() + 1));
            }
            text.setLength(text.toString().stripTrailing().length());
            text.append('\n');
        }
        return text.toString();
    }
}
