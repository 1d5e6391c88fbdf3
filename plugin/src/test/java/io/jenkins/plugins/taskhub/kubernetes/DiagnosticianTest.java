package io.jenkins.plugins.taskhub.kubernetes;

import static io.jenkins.plugins.taskhub.kubernetes.Things.WORKLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.EventListBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.After;
import org.junit.Test;

public class DiagnosticianTest {
    private static final String POD = "task-service-7d9f-x2x5k";
    private static final String LOG = "/api/v1/namespaces/dev/pods/" + POD
            + "/log?container=app&tailLines=3&limitBytes=262144";

    private final MockCluster mock = MockCluster.told();
    private final Cluster cluster = mock.open();

    @After
    public void stop() {
        cluster.close();
        mock.close();
    }

    @Test
    public void quotesTheLogInOneLine() throws Exception {
        log(LOG, "starting\nFATAL: password authentication failed for user taskhub\n");
        var diagnosis = explain(crash(3));

        assertThat(diagnosis.summary()).isEqualTo(POD + ": CrashLoopBackOff (exit 1, 3 restarts): \"FATAL: password "
                + "authentication failed for user taskhub\"");
        assertThat(diagnosis.logNote()).isEqualTo("last lines of container app");
    }

    @Test
    public void readsThePreviousRunOfAContainerThatRunsAgain() throws Exception {
        log(LOG + "&previous=true", "out of memory\n");
        var again = new ContainerStatusBuilder(Things.crashed("", "OOMKilled", 137, 2)).withNewState().withNewRunning()
                .endRunning().endState().build();
        var diagnosis = explain(Trouble.in(WORKLOAD, seen(Things.pod(2, POD, again)), request()).get(0));

        assertThat(diagnosis.summary()).isEqualTo(POD + ": OOMKilled (exit 137, 2 restarts): \"out of memory\"");
        assertThat(diagnosis.logNote()).isEqualTo("last lines of container app, its previous run");
    }

    @Test
    public void keepsTheLastLinesAloneAndWithoutControlCharacters() throws Exception {
        log(LOG, "one\ntwo\nthree\n\u001b[31mfour\u001b[0m\n");

        assertThat(explain(crash(2)).logLines()).containsExactly("two", "three", "four");
    }

    @Test
    public void saysWhyThereIsNoLog() throws Exception {
        mock.server.expect().get().withPath(LOG).andReturn(403, new StatusBuilder().withCode(403)
                .withMessage("pods \"x\" is forbidden: cannot get resource \"pods/log\"").build()).always();
        var diagnosis = explain(crash(2));

        assertThat(diagnosis.logLines()).isEmpty();
        assertThat(diagnosis.logNote()).startsWith("not available: Not allowed to read the log of pod " + POD
                + " in dev")
                .contains("cannot get resource \"pods/log\"");
        assertThat(diagnosis.summary()).isEqualTo(POD + ": CrashLoopBackOff (exit 1, 2 restarts)");
    }

    @Test
    public void asksForNoLogOfAContainerThatNeverRan() throws Exception {
        mock.requests();
        var diagnosis = explain(Trouble.in(WORKLOAD, seen(Things.pod(2, POD,
                Things.waiting("ImagePullBackOff", "manifest unknown", 0))), request()).get(0));

        assertThat(diagnosis.logNote()).isEqualTo("container app never ran");
        assertThat(mock.requests()).noneMatch(r -> r.contains("/log"));
        assertThat(diagnosis.summary()).isEqualTo(POD + ": ImagePullBackOff: manifest unknown");
    }

    @Test
    public void readsTheEventsOfThePodAndTheWarningsOfItsOwners() throws Exception {
        log(LOG, "");
        events("Pod", POD, event("Normal", "Pulled", "image is there", "2026-11-20T14:00:00Z", 1),
                event("Warning", "BackOff", "Back-off restarting", "2026-11-20T14:00:09Z", 4));
        events("ReplicaSet", "task-service-2", event("Normal", "SuccessfulCreate", "made it", "2026-11-20T14:00:00Z",
                1),
                event("Warning", "FailedCreate", "exceeded quota", "2026-11-20T14:00:05Z", 1));
        events("Deployment", "task-service");

        assertThat(explain(crash(2)).events()).containsExactly("14:00:00Z Normal Pulled: image is there",
                "14:00:05Z Warning FailedCreate: exceeded quota",
                "14:00:09Z Warning BackOff (4 times): Back-off restarting");
    }

    @Test
    public void tellsAnEventOnceAndTheNewestLast() {
        var lines = Diagnostician.inWords(List.of(event("Warning", "BackOff", "again", "2026-11-20T14:00:09Z", 2),
                event("Warning", "Failed", "no image", "2026-11-20T14:00:01Z", null),
                event("Warning", "BackOff", "again", "2026-11-20T14:00:03Z", 1)));

        assertThat(lines).containsExactly("14:00:01Z Warning Failed: no image",
                "14:00:09Z Warning BackOff (3 times): again");
    }

    @Test
    public void explainsPodsThatFailAlikeOnce() throws Exception {
        log(LOG, "FATAL: no\n");
        var seen = new Follow.Seen(Things.deployment(2, 3, 2, 1), List.of(Things.replicaSet(2)),
                List.of(Things.pod(2, POD, Things.crashed("CrashLoopBackOff", "Error", 1, 2)),
                        Things.pod(2, "task-service-7d9f-other", Things.crashed("CrashLoopBackOff", "Error", 1, 2))),
                        List.of());
        var diagnoses = new Diagnostician(cluster, 3).explain(Trouble.in(WORKLOAD, seen, request()));

        assertThat(diagnoses).singleElement().satisfies(d -> assertThat(d.summary())
                .endsWith("\"FATAL: no\" (and 1 other pod)"));
    }

    @Test
    public void tellsTheWholeStoryForTheFile() throws Exception {
        log(LOG, "starting\nFATAL: canary\n");
        events("Pod", POD, event("Warning", "BackOff", "Back-off of canary", "2026-11-20T14:00:09Z", 1));
        events("ReplicaSet", "task-service-2");
        events("Deployment", "task-service");
        var diagnosis = explain(crash(2)).masked(text -> text.replace("canary", "****"));

        assertThat(diagnosis.text()).isEqualTo("""
                task-service-7d9f-x2x5k: CrashLoopBackOff (exit 1, 2 restarts): "FATAL: ****"
                  workload: Deployment/task-service in dev
                  container: app
                  events:
                    14:00:09Z Warning BackOff: Back-off of ****
                  log (last lines of container app):
                    starting
                    FATAL: ****
                """);
        new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(diagnosis);
    }

    private Diagnosis explain(Trouble trouble) throws InterruptedException {
        return new Diagnostician(cluster, 3).explain(List.of(trouble)).get(0);
    }

    private static Trouble crash(int restarts) {
        return Trouble.in(WORKLOAD, seen(Things.pod(2, POD, Things.crashed("CrashLoopBackOff", "Error", 1, restarts))),
                request()).get(0);
    }

    private static Follow.Seen seen(Pod pod) {
        return new Follow.Seen(Things.deployment(2, 3, 1, 2), List.of(Things.replicaSet(2)), List.of(pod), List.of());
    }

    private static RolloutRequest request() {
        return RolloutRequest.of(List.of(WORKLOAD), Duration.ofMinutes(1));
    }

    private void log(String path, String text) {
        mock.server.expect().get().withPath(path).andReturn(200, text).always();
    }

    private void events(String kind, String name, Event... events) {
        mock.server.expect().get().withPath("/api/v1/namespaces/dev/events?fieldSelector=involvedObject.kind%3D" + kind
                + "%2CinvolvedObject.name%3D" + name).andReturn(200, new EventListBuilder().withItems(events).build())
                .always();
    }

    private static Event event(String type, String reason, String message, String time, Integer count) {
        return new EventBuilder().withNewMetadata().withName(reason).endMetadata().withType(type).withReason(reason)
                .withMessage(message).withLastTimestamp(time).withCount(count).build();
    }
}
