package io.jenkins.plugins.taskhub.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.jenkins.plugins.taskhub.kubernetes.JobOutcome.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;

public class JobWatchTest {
    private static final Map<String, String> SELECTED = Map.of("batch.kubernetes.io/controller-uid", "job-uid");

    private final MockCluster mock = MockCluster.keepingAndTold();
    private final Cluster cluster = mock.open();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    @After
    public void stop() {
        cluster.close();
        mock.close();
    }

    @Test
    public void handsOnTheLogAndKeepsTheResultsOutOfIt() throws Exception {
        logSays("Dumping taskdb\n::file=taskdb_1.dump\n::deleted=a\n::deleted=b\n::bytes=12\nWrote it\n");
        keep(job(null));
        try (var watch = watch("30s")) {
            keep(pod("Running", running()));
            assertThat(log.poll(5, TimeUnit.SECONDS)).isEqualTo("Dumping taskdb");
            assertThat(watch.outcome()).isNotDone();
            keep(pod("Succeeded", terminated(0, "Completed")), job("Complete"));

            var outcome = outcome(watch);
            assertThat(outcome.verdict()).isEqualTo(Verdict.SUCCEEDED);
            assertThat(outcome.reason()).isEmpty();
            assertThat(outcome.result("file")).isEqualTo("taskdb_1.dump");
            assertThat(outcome.number("bytes")).isEqualTo(12);
            assertThat(outcome.all("deleted")).containsExactly("a", "b");
            assertThat(outcome.lastLines()).containsExactly("Dumping taskdb", "Wrote it");
            assertThat(log).containsExactly("Wrote it");
        }
    }

    @Test
    public void hearsTheLogOfAPodThatWasNotSeenBeforeTheEnd() throws Exception {
        logSays("::file=taskdb_1.dump\n");
        keep(pod("Succeeded", terminated(0, "Completed")), job("Complete"));
        try (var watch = watch("30s")) {
            assertThat(outcome(watch).result("file")).isEqualTo("taskdb_1.dump");
        }
    }

    @Test
    public void tellsTheScriptsOwnWordsWhereItFailed() throws Exception {
        logSays("Dumping taskdb\n  pg_dump: error: x\nERROR: could not dump taskdb: the volume at /backups is full\n");
        keep(pod("Failed", terminated(1, "Error")), job("Failed"));
        assertFailed("could not dump taskdb: the volume at /backups is full");
    }

    @Test
    public void saysThatThePodUsedTooMuchMemory() throws Exception {
        logSays("ERROR: an older word\n");
        keep(pod("Failed", terminated(137, "OOMKilled")), job("Failed"));
        assertFailed("pod backup-1-x was OOMKilled: it needs more memory than its limit of 64Mi");
    }

    @Test
    public void saysThatThePodWasEvicted() throws Exception {
        logSays("Dumping\n");
        keep(new PodBuilder(pod("Failed", terminated(137, "Error"))).editStatus().withReason("Evicted")
                .withMessage("The node was low on resource: memory.").endStatus().build(), job("Failed"));
        assertFailed("pod backup-1-x was ended by Kubernetes: Evicted (The node was low on resource: memory.)");
    }

    @Test
    public void saysThatThePodWasDeleted() throws Exception {
        keep(job("Failed"));
        assertFailed("its pod was deleted while it ran");
    }

    @Test
    public void saysThatTheJobWasDeleted() throws Exception {
        keep(job(null));
        try (var watch = watch("30s")) {
            TimeUnit.MILLISECONDS.sleep(500);
            assertThat(watch.outcome()).isNotDone();
            cluster.client().batch().v1().jobs().inNamespace("dev").withName("backup-1").delete();

            assertThat(outcome(watch).verdict()).isEqualTo(Verdict.GONE);
            assertThat(outcome(watch).reason()).startsWith("the Job backup-1 is gone");
        }
    }

    @Test
    public void doesNotWaitForAJobThatIsNotThere() throws Exception {
        try (var watch = watch("30s")) {
            assertThat(outcome(watch).verdict()).isEqualTo(Verdict.GONE);
        }
    }

    @Test
    public void endsEarlyWhereTheImageCannotBeHad() throws Exception {
        keep(job(null), pod("Pending", new ContainerStateBuilder().withNewWaiting().withReason("ErrImagePull")
                .withMessage("manifest unknown").endWaiting()));
        assertFailed("backup-1-x: ErrImagePull: manifest unknown");
    }

    @Test
    public void endsInTimeAndQuotesTheLog() throws Exception {
        logSays("Another backup works on this volume\n");
        keep(job(null), pod("Running", running()));
        try (var watch = watch("2s")) {
            assertThat(outcome(watch).verdict()).isEqualTo(Verdict.TIMED_OUT);
            assertThat(outcome(watch).reason()).isEqualTo("it did not end within 2 s; its log ends with "
                    + "\"Another backup works on this volume\"");
        }
    }

    @Test
    public void endsWhenItIsStopped() throws Exception {
        keep(job(null));
        var watch = watch("30s");
        watch.stop();
        assertThat(outcome(watch).verdict()).isEqualTo(Verdict.STOPPED);
    }

    private void assertFailed(String reason) throws Exception {
        try (var watch = watch("30s")) {
            assertThat(outcome(watch).verdict()).isEqualTo(Verdict.FAILED);
            assertThat(outcome(watch).reason()).isEqualTo(reason);
        }
    }

    private JobWatch watch(String timeout) {
        var span = Duration.parse("PT" + timeout);
        return JobWatch.start(cluster, new JobRequest("dev", "backup-1", span), log::add);
    }

    private static JobOutcome outcome(JobWatch watch) throws Exception {
        return watch.outcome().get(20, TimeUnit.SECONDS);
    }

    private void logSays(String text) {
        mock.server.expect().get().withPath("/api/v1/namespaces/dev/pods/backup-1-x/log?pretty=false&container=backup"
                + "&follow=true").andReturn(200, text).always();
    }

    private void keep(Object... objects) {
        for (var object : objects) {
            if (object instanceof Job job) {
                cluster.client().batch().v1().jobs().inNamespace("dev").resource(job).createOr(r -> r.update());
            } else {
                cluster.client().pods().inNamespace("dev").resource((Pod) object).createOr(r -> r.update());
            }
        }
    }

    private static Job job(String condition) {
        var job = new JobBuilder().withNewMetadata().withName("backup-1").withNamespace("dev").withUid("job-uid")
                .endMetadata().withNewSpec().withNewSelector().withMatchLabels(SELECTED).endSelector().endSpec()
                .withNewStatus().endStatus().build();
        if (condition != null) {
            job.getStatus().setConditions(List.of(new JobConditionBuilder()
                    .withType(condition).withStatus("True").withReason("BackoffLimitExceeded").withMessage("x")
                    .build()));
        }
        return job;
    }

    private static Pod pod(String phase, ContainerStateBuilder state) {
        return new PodBuilder().withNewMetadata().withName("backup-1-x").withNamespace("dev").withUid("pod-uid")
                .withLabels(SELECTED).endMetadata()
                .withNewSpec().addNewContainer().withName("backup").withNewResources()
                .addToLimits("memory", new Quantity("64Mi")).endResources().endContainer().endSpec()
                .withNewStatus().withPhase(phase).addNewContainerStatus().withName("backup").withRestartCount(0)
                .withState(state.build()).endContainerStatus().endStatus().build();
    }

    private static ContainerStateBuilder running() {
        return new ContainerStateBuilder().withNewRunning("2026-11-20T10:00:00Z");
    }

    private static ContainerStateBuilder terminated(int exitCode, String reason) {
        return new ContainerStateBuilder().withNewTerminated().withExitCode(exitCode).withReason(reason)
                .endTerminated();
    }
}
