package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What to watch, for how long, and when to give up early.
 *
 * @param workloads          what must become ready
 * @param generations        for a workload that is about to change: the {@code metadata.generation} that it had before
 *                           ({@link RolloutWatch#generations}); it counts only when its generation is greater. A
 *                           workload that is not named counts as it stands
 * @param timeout            how long at most
 * @param crashRestarts      a container in CrashLoopBackOff, or killed for its memory, counts as failed from this many
 *                           restarts on (at least 1)
 * @param unschedulableGrace how long a pod may find no node, or may not be created (quota), before it counts as failed
 * @param startGrace         how long a container may fail to be pulled or created for a reason that may pass (a
 *                           registry that does not answer, a Secret that is not there yet)
 * @param logLines           how many of a failed container's last log lines are fetched
 */
public record RolloutRequest(List<Workload> workloads, Map<Workload, Long> generations, Duration timeout,
                             int crashRestarts, Duration unschedulableGrace, Duration startGrace, int logLines)
        implements Serializable {

    /** Checks the numbers and copies the collections. */
    public RolloutRequest {
        workloads = List.copyOf(workloads);
        generations = Map.copyOf(generations);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the timeout of a rollout must be positive, not " + timeout);
        }
        if (crashRestarts < 1) {
            throw new IllegalArgumentException("crashRestarts must be at least 1, not " + crashRestarts);
        }
    }

    /** A watch with the usual patience: 2 restarts, 20 s without a node, 10 s for what may pass, 40 log lines. */
    public static RolloutRequest of(List<Workload> workloads, Duration timeout) {
        return new RolloutRequest(workloads, Map.of(), timeout, 2, Duration.ofSeconds(20), Duration.ofSeconds(10), 40);
    }

    /** The same for workloads that are about to change from these generations. */
    public RolloutRequest after(Map<Workload, Long> before) {
        return new RolloutRequest(workloads, before, timeout, crashRestarts, unschedulableGrace, startGrace, logLines);
    }

    /** The same with another patience. */
    public RolloutRequest patience(int restarts, Duration unschedulable, Duration start) {
        return new RolloutRequest(workloads, generations, timeout, restarts, unschedulable, start, logLines);
    }
}
