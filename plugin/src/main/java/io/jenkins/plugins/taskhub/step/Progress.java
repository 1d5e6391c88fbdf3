package io.jenkins.plugins.taskhub.step;

import io.jenkins.plugins.taskhub.cli.Versions;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

/** How far a step is: what is saved of it beside its engine. */
final class Progress implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The number of the phase that runs. */
    volatile int phase;
    /** The process of that phase; null when none runs. */
    volatile RunningProcess process;
    /** The processes of that phase, where several run beside each other; null when none run. */
    volatile ProcessGroup group;
    /** The question of that phase; null when none is asked. */
    volatile Asking asking;
    /** The programs that the log told of. */
    private volatile Set<String> told = Set.of();
    /** The folder on the agent for what must not lie in the workspace; null before it is made. */
    volatile String privateDir;

    /** Whether the log is to tell of a program now: of each once. */
    synchronized boolean tells(String program) {
        if (!Versions.areTold(program) || told.contains(program)) {
            return false;
        }
        var all = new HashSet<>(told);
        all.add(program);
        told = Set.copyOf(all);
        return true;
    }
}
