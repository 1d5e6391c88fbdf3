package io.jenkins.plugins.taskhub.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.kubernetes.JobOutcome;
import io.jenkins.plugins.taskhub.kubernetes.JobOutcome.Verdict;
import io.jenkins.plugins.taskhub.step.EngineRunner;
import io.jenkins.plugins.taskhub.step.FakePorts;
import io.jenkins.plugins.taskhub.step.KubeAccess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class BackupListTest {
    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private final FakeBackups cluster = new FakeBackups();
    private FakePorts ports;

    @Before
    public void makePorts() {
        ports = new FakePorts(tmp.getRoot(), "backup");
        ports.cluster = cluster;
    }

    @Test
    public void listsDumpsWithSizeAgeAndState() throws Exception {
        says("taskdb_20261120-021500.dump|3145728|996400||||9f2c|backup",
                "taskdb_20261119-021500.dump|3145000|910000|verified|5|1204|aa|backup",
                "taskdb_20261119-120000.before-restore.dump|12|999990||||bb|before-restore", "not a dump");
        var result = list();
        assertThat(result).containsEntry("newest", "taskdb_20261120-021500.dump")
                .containsEntry("newestVerified", "taskdb_20261119-021500.dump").containsEntry("free", 4_900_000_000L);
        assertThat((List<?>) result.get("dumps")).hasSize(3).first().asInstanceOf(
                InstanceOfAssertFactories.MAP).containsEntry("bytes", 3145728L)
                .containsEntry("age", 3600L).containsEntry("verified", false).containsEntry("rows", null);
        assertThat(ports.text()).contains("[backup] 3 dumps in dev, 4.9 GB free of 5.2 GB\n")
                .contains("[backup]   taskdb_20261120-021500.dump  3.1 MB  60 minutes  not verified\n")
                .contains("[backup]   taskdb_20261119-021500.dump  3.1 MB  25 hours  verified: 5 tables, 1,204 rows\n")
                .contains("12 bytes  10 seconds  made before a restore\n");
        assertThat(cluster.done).containsExactly("list", "delete list");
        assertThat(ports.reports).hasSize(1);
    }

    @Test
    public void saysThatThereAreNone() throws Exception {
        says();
        assertThat(list()).containsEntry("dumps", List.of()).containsEntry("newestVerified", null);
    }

    @Test
    public void saysWhyItCouldNotLook() {
        cluster.ends("list", FakeBackups.failed("x: ErrImagePull: manifest unknown"));
        assertThatThrownBy(this::list).hasMessage("the dumps in dev could not be listed: x: ErrImagePull: manifest "
                + "unknown");
    }

    private void says(String... dumps) {
        cluster.ends("list", new JobOutcome(Verdict.SUCCEEDED, "", Map.of("dump", List.of(dumps), "now", List.of(
                "1000000"),
                "free", List.of("4900000000"), "size", List.of("5200000000")), List.of(), 1));
    }

    private LinkedHashMap<String, Object> list() throws Exception {
        var jobs = new BackupJobs("dev", "postgres-backup", "5m", new KubeAccess(null, null, "controller"));
        return new EngineRunner<>(new BackupList(jobs, null), ports, command -> {
            throw new AssertionError("no process is started: " + command);
        }).run();
    }
}
