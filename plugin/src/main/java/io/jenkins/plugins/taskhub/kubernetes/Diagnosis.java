package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serializable;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Why a workload will not become ready. Its texts come from the cluster: they are free of control characters and
 * limited in length, and masked with {@link #masked}.
 *
 * @param workload  whose rollout it is
 * @param pod       the pod that shows it, or empty when no pod could be created
 * @param container the container that fails, or empty
 * @param reason    Kubernetes' own word, such as {@code CrashLoopBackOff}
 * @param exitCode  of the container's last end, or null where none ended
 * @param restarts  of the container
 * @param message   what Kubernetes says about it; may be empty
 * @param alike     how many other pods fail in the same way
 * @param events    the events of the pod and its workload, without repetitions, the newest last
 * @param logLines  the last lines of the container's log, of its previous run where it was started again
 * @param logNote   which run the log is of, or why there is none; may be empty
 */
public record Diagnosis(Workload workload, String pod, String container, String reason, Integer exitCode, int restarts,
                        String message, int alike, List<String> events, List<String> logLines, String logNote)
        implements Serializable {

    private static final int QUOTE = 200;

    /** Copies the lists. */
    public Diagnosis {
        events = List.copyOf(events);
        logLines = List.copyOf(logLines);
    }

    /**
     * One line: {@code task-service-7d9f-x2x5k: CrashLoopBackOff (exit 1, 3 restarts): "FATAL: password
     * authentication failed"}; without a full stop, since it becomes part of sentences.
     */
    public String summary() {
        var line = new StringBuilder(pod.isEmpty() ? workload.toString() : pod).append(": ").append(reason);
        var facts = facts();
        if (!facts.isEmpty()) {
            line.append(" (").append(facts).append(')');
        }
        var said = said();
        if (!said.isEmpty()) {
            var quoted = LogText.shorten(said, QUOTE + 2);
            line.append(": ").append(quoted.endsWith(".") ? quoted.substring(0, quoted.length() - 1) : quoted);
        }
        if (alike > 0) {
            line.append(" (and ").append(alike).append(alike == 1 ? " other pod)" : " other pods)");
        }
        return line.toString();
    }

    /** A container that ended tells why in its log; for one that did not, Kubernetes knows better. */
    private String said() {
        var telling = LogText.mostTelling(logLines);
        var quote = telling.isEmpty() ? "" : '"' + LogText.shorten(telling, QUOTE) + '"';
        return exitCode == null && !message.isEmpty() || quote.isEmpty() ? message : quote;
    }

    private String facts() {
        var facts = new StringBuilder();
        if (exitCode != null) {
            facts.append("exit ").append(exitCode);
        }
        if (restarts > 0) {
            facts.append(facts.isEmpty() ? "" : ", ").append(restarts).append(restarts == 1 ? " restart" : " restarts");
        }
        return facts.toString();
    }

    /** All of it, several lines, for {@code deployment-failure.txt}. */
    public String text() {
        var text = new StringBuilder(summary()).append('\n');
        text.append("  workload: ").append(workload).append(" in ").append(workload.namespace()).append('\n');
        if (!container.isEmpty()) {
            text.append("  container: ").append(container).append('\n');
        }
        if (!message.isEmpty()) {
            text.append("  message: ").append(message).append('\n');
        }
        text.append("  events:").append(events.isEmpty() ? " none\n" : "\n");
        events.forEach(e -> text.append("    ").append(e).append('\n'));
        text.append("  log").append(logNote.isEmpty() ? "" : " (" + logNote + ")").append(":\n");
        logLines.forEach(l -> text.append("    ").append(l).append('\n'));
        return text.toString();
    }

    /** The same with every text masked. */
    public Diagnosis masked(UnaryOperator<String> masker) {
        return new Diagnosis(workload, pod, container, reason, exitCode, restarts, masker.apply(message), alike,
                events.stream().map(masker).toList(), logLines.stream().map(masker).toList(),
                masker.apply(logNote));
    }
}
