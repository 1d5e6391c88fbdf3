package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serializable;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * How a rollout ended.
 *
 * @param verdict  in one word
 * @param progress how far each workload came, in the order of the request
 * @param failures why it failed, the most telling first; empty when ready. For {@link Verdict#TIMED_OUT} it explains
 *                 what is not ready
 * @param seconds  how long the watch took
 */
public record RolloutOutcome(Verdict verdict, List<Progress> progress, List<Diagnosis> failures, long seconds)
        implements Serializable {

    /** The ways to end. */
    public enum Verdict {
        /** Every workload is ready. */
        READY,
        /** Something will not become ready. */
        FAILED,
        /** Not ready within the timeout. */
        TIMED_OUT,
        /** The watch was ended before it knew. */
        STOPPED
    }

    /**
     * How far a workload came.
     *
     * @param workload which
     * @param ready    pods of the new revision that are available (Job: completions)
     * @param desired  how many are wanted
     * @param note     why it is not done although all are ready ({@code 1 old pod still ends}), or empty
     * @param done     whether it is ready
     */
    public record Progress(Workload workload, int ready, int desired, String note, boolean done)
            implements Serializable {
        /** {@code Deployment/task-service: 1/3 ready}. */
        @Override
        public String toString() {
            return "%s: %d/%d %s%s".formatted(workload, ready, desired,
                    workload.kind() == Workload.Kind.JOB ? "complete" : "ready", note.isEmpty() ? "" : ", " + note);
        }
    }

    /** Copies the lists. */
    public RolloutOutcome {
        progress = List.copyOf(progress);
        failures = List.copyOf(failures);
    }

    /** The whole story in one line, without a line's end. */
    public String summary() {
        var states = progress.stream().map(Progress::toString).collect(Collectors.joining("; "));
        return switch (verdict) {
            case READY -> "ready after " + seconds + " s: " + states;
            case FAILED -> failures.isEmpty() ? "failed: " + states : failures.get(0).summary();
            case TIMED_OUT -> "not ready after " + seconds + " s: "
                    + (failures.isEmpty() ? states : failures.get(0).summary());
            case STOPPED -> "no longer watched" + (states.isEmpty() ? "" : ": " + states);
        };
    }

    /** The whole story for {@code deployment-failure.txt}: progress, then each failure with events and log. */
    public String text() {
        var text = new StringBuilder(summary()).append("\n\n");
        progress.forEach(p -> text.append(p).append('\n'));
        failures.forEach(f -> text.append('\n').append(f.text()));
        return text.toString();
    }

    /** The same with every text masked. */
    public RolloutOutcome masked(UnaryOperator<String> masker) {
        return new RolloutOutcome(verdict, progress, failures.stream().map(f -> f.masked(masker)).toList(), seconds);
    }
}
