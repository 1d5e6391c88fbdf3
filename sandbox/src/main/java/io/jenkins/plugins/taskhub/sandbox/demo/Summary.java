package io.jenkins.plugins.taskhub.sandbox.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table at the end of the demo: what ran, what is where, and what is not as it should be. */
final class Summary {
    private static final int SHORT_DIGEST = "sha256:".length() + 12;

    /**
     * A build that has ended.
     *
     * @param pushed the image that it made
     */
    record Ran(Act act, String result, Duration took, Optional<Pushed> pushed) {
        boolean asExpected() {
            return act.expected().equals(result);
        }
    }

    /**
     * What should be where at the end.
     *
     * @param madeBy the job whose image it runs
     */
    record Expected(String environment, String madeBy, int revision, int pods, int nodePort) {
        /** As the cluster should tell it, now that the image is known. */
        Deployed of(Pushed image) {
            return new Deployed(environment, image.tag(), image.digest(), revision, pods, pods, nodePort);
        }
    }

    private final List<Ran> runs = new ArrayList<>();
    private final List<Deployed> found = new ArrayList<>();
    private final List<Expected> expected;

    Summary(List<Expected> expected) {
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
        runs.stream().filter(run -> !run.asExpected()).forEach(run -> problems.add(run.act().jobName() + " "
                + run.act().parameterLine() + " ended with " + run.result() + ", not " + run.act().expected()));
        if (runs.size() < Act.all().size()) {
            problems.add("only " + runs.size() + " of " + Act.all().size() + " builds ran");
        }
        expected.forEach(right -> compare(right, problems));
        return problems;
    }

    private void compare(Expected right, List<String> problems) {
        var image = runs.stream().filter(run -> run.act().job().equals(right.madeBy()))
                .flatMap(run -> run.pushed().stream()).findFirst();
        var is = found.stream().filter(one -> one.environment().equals(right.environment())).findFirst();
        if (image.isEmpty()) {
            problems.add(right.madeBy() + " did not say which image it made");
        } else if (is.isEmpty()) {
            problems.add(right.environment() + " was not looked at");
        } else if (!is.get().equals(right.of(image.get()))) {
            problems.add(right.environment() + " runs " + is.get() + ", not " + right.of(image.get()));
        }
    }

    String render() {
        List<List<String>> builds = new ArrayList<>();
        builds.add(List.of("JOB", "PARAMETERS", "RESULT", "SECONDS", "IMAGE"));
        runs.forEach(run -> builds.add(List.of(run.act().jobName(), run.act().parameterLine(),
                run.result() + (run.act().expected().equals("SUCCESS") ? "" : " (expected " + run.act().expected() + ")"),
                Long.toString(Math.round(run.took().toMillis() / 1000.0)),
                run.pushed().map(image -> image.tag() + " " + shown(image.digest())).orElse(""))));
        List<List<String>> places = new ArrayList<>();
        places.add(List.of("ENVIRONMENT", "TAG", "DIGEST", "REVISION", "READY", "NODEPORT"));
        found.forEach(is -> places.add(List.of(is.environment(), is.tag(), shown(is.digest()),
                Integer.toString(is.revision()), is.ready() + "/" + is.replicas(), Integer.toString(is.nodePort()))));
        return "What ran\n" + table(builds) + "\nWhat is where, read from the cluster\n" + table(places);
    }

    private static String shown(String digest) {
        return digest.substring(0, Math.min(digest.length(), SHORT_DIGEST));
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
