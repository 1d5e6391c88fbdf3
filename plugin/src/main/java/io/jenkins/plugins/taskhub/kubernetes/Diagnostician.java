package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Fetches what explains a failure: the events of the pod and its workload, and the last lines of the container's log.
 */
final class Diagnostician {
    private static final int MAX_DIAGNOSES = 3;
    private static final int MAX_EVENTS = 15;
    private static final int MAX_LOG_BYTES = 256 << 10;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final Cluster cluster;
    private final int logLines;

    Diagnostician(Cluster cluster, int logLines) {
        this.cluster = cluster;
        this.logLines = logLines;
    }

    /** One explanation for all pods that fail alike; the signs are given with the most telling first. */
    List<Diagnosis> explain(List<Trouble> troubles) throws InterruptedException {
        var alike = new LinkedHashMap<String, List<Trouble>>();
        troubles.forEach(t -> alike.computeIfAbsent(t.workload() + "|" + t.container() + "|" + t.topic(),
                k -> new ArrayList<>()).add(t));
        var diagnoses = new ArrayList<Diagnosis>();
        for (var group : alike.values()) {
            if (diagnoses.size() < MAX_DIAGNOSES) {
                diagnoses.add(explain(group.get(0), group.size() - 1));
            }
        }
        return diagnoses;
    }

    private Diagnosis explain(Trouble trouble, int others) throws InterruptedException {
        var pod = trouble.pod();
        var log = pod == null || trouble.container().isEmpty() ? new Log(List.of(), "no container ran")
                : log(pod, trouble.container());
        var events = events(trouble);
        boolean unexplained = pod != null && trouble.message().isEmpty() && trouble.exitCode() == null;
        var message = unexplained ? lastWarning(events) : trouble.message();
        return new Diagnosis(trouble.workload(), pod == null ? "" : pod.getMetadata().getName(), trouble.container(),
                trouble.reason(), trouble.exitCode(), trouble.restarts(), message, others, events, log.lines(),
                log.note());
    }

    /** What an event warned of last, such as a readiness probe that fails; empty where none did. */
    private static String lastWarning(List<String> events) {
        return events.stream().filter(e -> e.contains(" Warning ")).reduce((older, newer) -> newer)
                .map(e -> e.substring(e.indexOf(" Warning ") + " Warning ".length())).orElse("");
    }

    private record Log(List<String> lines, String note) {
    }

    private Log log(Pod pod, String container) throws InterruptedException {
        var status = Stream.concat(Stream.ofNullable(pod.getStatus().getInitContainerStatuses()),
                        Stream.ofNullable(pod.getStatus().getContainerStatuses())).flatMap(List::stream)
                .filter(s -> container.equals(s.getName())).findFirst();
        if (status.map(Diagnostician::neverRan).orElse(true)) {
            return new Log(List.of(), "container " + container + " never ran");
        }
        boolean startedAgain = status.get().getState() != null && status.get().getState().getRunning() != null
                && Objects.requireNonNullElse(status.get().getRestartCount(), 0) > 0;
        var which = "last lines of container " + container + (startedAgain ? ", its previous run" : "");
        try {
            var lines = LogText.lines(read(pod, container, startedAgain));
            if (lines.isEmpty()) {
                return new Log(List.of(), "container " + container + " wrote nothing");
            }
            return new Log(lines.subList(Math.max(0, lines.size() - logLines), lines.size()), which);
        } catch (ClusterException e) {
            return new Log(List.of(), "not available: " + e.getMessage());
        }
    }

    private static boolean neverRan(ContainerStatus status) {
        var state = status.getState();
        var last = status.getLastState();
        return (state == null || state.getRunning() == null && state.getTerminated() == null)
                && (last == null || last.getTerminated() == null)
                && Objects.requireNonNullElse(status.getRestartCount(), 0) == 0;
    }

    private String read(Pod pod, String container, boolean previous) throws InterruptedException {
        var metadata = pod.getMetadata();
        var uri = "/api/v1/namespaces/" + metadata.getNamespace() + "/pods/" + metadata.getName() + "/log?container="
                + container + "&tailLines=" + logLines + "&limitBytes=" + MAX_LOG_BYTES
                + (previous ? "&previous=true" : "");
        return Objects.toString(cluster.ask("read the log of pod " + metadata.getName() + " in "
                + metadata.getNamespace(), c -> c.raw(uri)), "");
    }

    private List<String> events(Trouble trouble) throws InterruptedException {
        var found = new ArrayList<Event>();
        try {
            var namespace = trouble.workload().namespace();
            cluster.ask("read the events in " + namespace, c -> {
                if (trouble.pod() != null) {
                    found.addAll(of(c, namespace, "Pod", trouble.pod().getMetadata().getName()));
                    trouble.pod().getMetadata().getOwnerReferences().stream()
                            .filter(o -> "ReplicaSet".equals(o.getKind())).findFirst()
                            .ifPresent(o -> found.addAll(warnings(of(c, namespace, "ReplicaSet", o.getName()))));
                }
                found.addAll(warnings(of(c, namespace, trouble.workload().kind().title(), trouble.workload().name())));
                return found;
            });
        } catch (ClusterException e) {
            return List.of("not available: " + e.getMessage());
        }
        return inWords(found);
    }

    private static List<Event> of(KubernetesClient client, String namespace, String kind, String name) {
        return client.v1().events().inNamespace(namespace).withField("involvedObject.kind", kind)
                .withField("involvedObject.name", name).list().getItems();
    }

    private static List<Event> warnings(List<Event> events) {
        return events.stream().filter(e -> "Warning".equals(e.getType())).toList();
    }

    /**
     * Events without repetitions, the newest last: {@code 14:02:11Z Warning BackOff (7 times): Back-off restarting…}.
     */
    static List<String> inWords(List<Event> events) {
        var sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing(Diagnostician::time));
        var newest = new LinkedHashMap<String, Event>();
        var times = new LinkedHashMap<String, Integer>();
        for (var event : sorted) {
            var key = event.getReason() + "|" + event.getMessage();
            newest.remove(key);
            newest.put(key, event);
            times.merge(key, Math.max(1, Objects.requireNonNullElse(event.getCount(), 1)), Integer::sum);
        }
        var lines = newest.entrySet().stream().map(e -> line(e.getValue(), times.get(e.getKey()))).toList();
        return lines.subList(Math.max(0, lines.size() - MAX_EVENTS), lines.size());
    }

    private static String line(Event event, int times) {
        return LogText.clean("%s %s %s%s: %s".formatted(CLOCK.format(time(event)), event.getType(), event.getReason(),
                times > 1 ? " (" + times + " times)" : "", event.getMessage()));
    }

    private static Instant time(Event event) {
        var series = event.getSeries() == null || event.getSeries().getLastObservedTime() == null ? null
                : event.getSeries().getLastObservedTime().getTime();
        var precise = event.getEventTime() == null ? null : event.getEventTime().getTime();
        return Stream.of(series, event.getLastTimestamp(), precise, event.getMetadata().getCreationTimestamp())
                .filter(Objects::nonNull).findFirst().map(Diagnostician::instant).orElse(Instant.EPOCH);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
