package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jenkins.plugins.taskhub.kubernetes.Follow.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sign that a workload will not become ready.
 *
 * @param workload  whose
 * @param pod       the pod that shows it; null where none could be created
 * @param container its name, or empty
 * @param reason    Kubernetes' word for it
 * @param exitCode  of the container's last end; null where none ended
 * @param restarts  of the container
 * @param message   what Kubernetes says
 * @param patience  how long it may last before it counts
 * @param topic     the same for signs that come and go in turn, so that patience is counted once
 */
record Trouble(Workload workload, Pod pod, String container, String reason, Integer exitCode, int restarts,
               String message, Duration patience, String topic) {
    private static final Set<String> PULL = Set.of("ErrImagePull", "ImagePullBackOff", "ImageInspectError",
            "RegistryUnavailable", "SignatureValidationFailed");
    private static final Set<String> HOPELESS = Set.of("InvalidImageName", "ErrImageNeverPull");
    private static final Set<String> CREATE = Set.of("CreateContainerConfigError", "CreateContainerError",
            "RunContainerError", "CreatePodSandboxError");
    private static final Pattern NO_SUCH_IMAGE = Pattern.compile(
            "not found|manifest unknown|unauthorized|denied|forbidden|does not exist|no such host|invalid reference",
            Pattern.CASE_INSENSITIVE);

    /** What keeps a pod from being found is told apart from other pods by this. */
    String key() {
        return workload + "|" + (pod == null ? "" : pod.getMetadata().getUid()) + "|" + container + "|" + topic;
    }

    /** All signs in what is seen of a workload. */
    static List<Trouble> in(Workload workload, Seen seen, RolloutRequest request) {
        var troubles = new ArrayList<Trouble>();
        if (seen.object() instanceof Deployment deployment) {
            ofDeployment(workload, deployment, request, troubles);
        } else if (seen.object() instanceof Job job) {
            RolloutRules.condition(job, "Failed").ifPresent(m -> troubles.add(failedJob(workload, seen, m)));
        }
        seen.events().stream().filter(e -> "FailedCreate".equals(e.getReason())).reduce((older, newer) -> newer)
                .ifPresent(e -> troubles.add(notCreated(workload, e, request)));
        RolloutRules.newPods(seen).forEach(pod -> ofPod(workload, pod, request, troubles));
        return troubles;
    }

    private static void ofDeployment(Workload workload, Deployment deployment, RolloutRequest request,
                                     List<Trouble> troubles) {
        if (deployment.getStatus() == null || deployment.getStatus().getConditions() == null) {
            return;
        }
        for (var condition : deployment.getStatus().getConditions()) {
            var message = LogText.clean(condition.getMessage());
            if ("ReplicaFailure".equals(condition.getType()) && "True".equals(condition.getStatus())) {
                troubles.add(new Trouble(workload, null, "", Objects.toString(condition.getReason(), "FailedCreate"),
                        null, 0,
                        message, request.unschedulableGrace(), "create-pod"));
            } else if ("Progressing".equals(condition.getType())
                    && "ProgressDeadlineExceeded".equals(condition.getReason())) {
                troubles.add(new Trouble(workload, null, "", "ProgressDeadlineExceeded", null, 0, message,
                        Duration.ZERO,
                        "progress"));
            }
        }
    }

    private static Trouble failedJob(Workload workload, Seen seen, String message) {
        var failed = seen.pods().stream().filter(p -> p.getStatus() != null
                && "Failed".equals(p.getStatus().getPhase()))
                .max((a, b) -> Objects.toString(a.getMetadata().getCreationTimestamp(), "")
                        .compareTo(Objects.toString(b.getMetadata().getCreationTimestamp(), "")));
        var container = failed.flatMap(p -> statuses(p).filter(s -> exit(s).filter(code -> code != 0).isPresent())
                .findFirst());
        return new Trouble(workload, failed.orElse(null), container.map(ContainerStatus::getName).orElse(""),
                message.substring(0, message.indexOf(':')), container.flatMap(Trouble::exit).orElse(null), 0,
                LogText.clean(message.substring(message.indexOf(':') + 1).strip()), Duration.ZERO, "job");
    }

    private static Trouble notCreated(Workload workload, Event event, RolloutRequest request) {
        return new Trouble(workload, null, "", event.getReason(), null, 0, LogText.clean(event.getMessage()),
                request.unschedulableGrace(), "create-pod");
    }

    private static void ofPod(Workload workload, Pod pod, RolloutRequest request, List<Trouble> troubles) {
        if (pod.getStatus() == null) {
            return;
        }
        Stream.ofNullable(pod.getStatus().getConditions()).flatMap(List::stream)
                .filter(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus())
                        && "Unschedulable".equals(c.getReason()))
                .findFirst().ifPresent(c -> troubles.add(new Trouble(workload, pod, "", c.getReason(), null, 0,
                        LogText.clean(c.getMessage()), request.unschedulableGrace(), "schedule")));
        statuses(pod).map(s -> ofContainer(workload, pod, s, request)).flatMap(Optional::stream).forEach(troubles::add);
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return Stream.concat(Stream.ofNullable(pod.getStatus().getInitContainerStatuses()).flatMap(List::stream),
                Stream.ofNullable(pod.getStatus().getContainerStatuses()).flatMap(List::stream));
    }

    private static Optional<Trouble> ofContainer(Workload workload, Pod pod, ContainerStatus status,
                                                 RolloutRequest request) {
        var waiting = status.getState() == null ? null : status.getState().getWaiting();
        var reason = waiting == null ? "" : Objects.toString(waiting.getReason(), "");
        var message = waiting == null ? "" : LogText.clean(waiting.getMessage());
        if (HOPELESS.contains(reason) || PULL.contains(reason) && NO_SUCH_IMAGE.matcher(message).find()) {
            return Optional.of(of(workload, pod, status, reason, message, Duration.ZERO, "pull"));
        }
        if (PULL.contains(reason)) {
            return Optional.of(of(workload, pod, status, reason, message, request.startGrace(), "pull"));
        }
        if (CREATE.contains(reason)) {
            return Optional.of(of(workload, pod, status, reason, message, request.startGrace(), "create"));
        }
        return workload.kind() == Workload.Kind.JOB || restarts(status) < request.crashRestarts() ? Optional.empty()
                : crashed(workload, pod, status, reason);
    }

    /** A Job starts its pods again by its own rule, and says itself when it gives up. */
    private static Optional<Trouble> crashed(Workload workload, Pod pod, ContainerStatus status, String waiting) {
        boolean outOfMemory = ended(status).map(e -> "OOMKilled".equals(e.getReason())).orElse(false);
        boolean endedAgain = status.getState() != null && status.getState().getTerminated() != null
                && !Objects.equals(status.getState().getTerminated().getExitCode(), 0);
        if ("CrashLoopBackOff".equals(waiting) || endedAgain || outOfMemory
                && !Boolean.TRUE.equals(status.getReady())) {
            var message = ended(status).map(e -> LogText.clean(e.getMessage())).orElse("");
            return Optional.of(of(workload, pod, status, outOfMemory ? "OOMKilled" : "CrashLoopBackOff", message,
                    Duration.ZERO, "crash"));
        }
        return Optional.empty();
    }

    private static Trouble of(Workload workload, Pod pod, ContainerStatus status, String reason, String message,
                              Duration patience, String topic) {
        return new Trouble(workload, pod, status.getName(), reason, exit(status).orElse(null), restarts(status),
                message,
                patience, topic);
    }

    private static int restarts(ContainerStatus status) {
        return status.getRestartCount() == null ? 0 : status.getRestartCount();
    }

    private static Optional<Integer> exit(ContainerStatus status) {
        return ended(status).map(e -> e.getExitCode());
    }

    private static Optional<io.fabric8.kubernetes.api.model.ContainerStateTerminated> ended(ContainerStatus status) {
        var now = status.getState() == null ? null : status.getState().getTerminated();
        var last = status.getLastState() == null ? null : status.getLastState().getTerminated();
        return Optional.ofNullable(now != null ? now : last);
    }

    /**
     * For a workload that is not ready in time and shows no other sign: a pod of its new revision that is not ready.
     */
    static Optional<Trouble> notReady(Workload workload, Seen seen) {
        return RolloutRules.newPods(seen).stream().filter(p -> p.getStatus() != null && !isReady(p)).findFirst()
                .map(pod -> {
                    var status = statuses(pod).filter(s -> !Boolean.TRUE.equals(s.getReady()) && exit(s).orElse(1) != 0)
                            .findFirst();
                    var waiting = status.map(s -> s.getState() == null ? null : s.getState().getWaiting());
                    return new Trouble(workload, pod, status.map(ContainerStatus::getName).orElse(""),
                            waiting.map(w -> w.getReason()).orElse("NotReady"), status.flatMap(Trouble::exit)
                            .orElse(null),
                            status.map(Trouble::restarts).orElse(0),
                            waiting.map(w -> LogText.clean(w.getMessage())).orElse(""), Duration.ZERO, "not-ready");
                });
    }

    private static boolean isReady(Pod pod) {
        return Stream.ofNullable(pod.getStatus().getConditions()).flatMap(List::stream)
                .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    }
}
