package io.jenkins.plugins.taskhub.step;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/** How far the processes of a {@link Phase.Together} are: what is saved of them. */
final class ProcessGroup implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Those that run, by their places in the phase; replaced, never changed in place. */
    private volatile TreeMap<Integer, RunningProcess> running = new TreeMap<>();
    private volatile int next;

    /** Those that run, by their places in the phase. */
    Map<Integer, RunningProcess> running() {
        return running;
    }

    /** The place of the next one to begin. */
    int next() {
        return next;
    }

    /** The next one need not run. */
    void passed() {
        next++;
    }

    /** The next one runs. */
    void started(RunningProcess process) {
        var all = new TreeMap<>(running);
        all.put(next++, process);
        running = all;
    }

    /** One has ended. */
    void ended(int place) {
        var all = new TreeMap<>(running);
        all.remove(place);
        running = all;
    }
}
