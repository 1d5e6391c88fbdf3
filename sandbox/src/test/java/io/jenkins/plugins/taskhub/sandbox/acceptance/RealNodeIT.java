package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;

import io.jenkins.plugins.taskhub.sandbox.cluster.LocalWorld;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What tests of backups and deliveries take for granted of a real node. */
public class RealNodeIT extends RealNodeAcceptance {
    private static final String NAMESPACE = "real-node";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void anEmptyNamespace() {
        namespace(NAMESPACE);
    }

    @After
    public void removeTheNamespace() {
        deleteNamespace(NAMESPACE);
    }

    @Test
    public void postgresRunsFromItsChartAndAnswersOtherPodsByTheNameOfItsService() throws Exception {
        installPostgres(NAMESPACE);
        sql(NAMESPACE, "CREATE TABLE tasks (id int); INSERT INTO tasks VALUES (1), (2)");
        assertThat(sql(NAMESPACE, "SELECT count(*) FROM tasks")).isEqualTo("2");
        assertThat(client.pods().inNamespace(NAMESPACE).withName("postgres-postgresql-0").getLog())
                .contains("database system is ready to accept connections");
        var asked = run(container().addNewEnv().withName("PGPASSWORD").withValue(PASSWORD).endEnv()
                .withCommand("psql", "-X", "-A", "-t", "-h", "postgres-postgresql." + NAMESPACE + ".svc", "-U", USER,
                        "-d", DATABASE, "-c", "SELECT sum(id) FROM tasks").build());
        assertThat(asked).isEqualTo("Succeeded: 3");
    }

    @Test
    public void aContainerThatTakesTooMuchMemoryIsKilled() {
        var said = run(container().withNewResources().addToLimits("memory", new Quantity("32Mi")).endResources()
                .withCommand("bash", "-c", "tail -c 200M /dev/zero | tail").build());
        assertThat(said).startsWith("Failed");
    }

    @Test
    public void aVolumeOfTheLimitedClassIsFullAtTheSizeThatWasAskedFor() {
        client.resource(new PersistentVolumeClaimBuilder().withNewMetadata().withName("small")
                .withNamespace(NAMESPACE).endMetadata().withNewSpec().withAccessModes("ReadWriteOnce")
                .withStorageClassName("limited").withNewResources().addToRequests("storage", new Quantity("4Mi"))
                .endResources().endSpec().build()).create();
        var said = run(container().addNewVolumeMount().withName("small").withMountPath("/small").endVolumeMount()
                .withCommand("bash", "-c", "head -c 5M /dev/zero >/small/file; stat -c %s /small/file").build());
        assertThat(said).startsWith("Succeeded").contains("No space left on device").endsWith("4194304");
    }

    @Test
    public void aNodeThatIsKilledLeavesNoProcessAndNoControlGroup() throws Exception {
        var dir = folder.getRoot().toPath().resolve("second");
        var world = new LocalWorld(dir);
        try (var progress = Progress.onScreen(System.out)) {
            var pid = world.startReal(target.tools(), progress).pid();
            assertThat(processesOf(dir)).isNotEmpty();
            assertThat(controlGroups(pid)).isNotEmpty();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            Eventually.holds(Duration.ofSeconds(20),
                    () -> processesOf(dir).isEmpty() && controlGroups(pid).isEmpty());
        } finally {
            world.stop();
        }
    }

    private static List<String> processesOf(Path dir) {
        return ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(dir.toString())).toList();
    }

    private static List<Path> controlGroups(long pid) throws IOException {
        try (var groups = Files.walk(Path.of("/sys/fs/cgroup"), 2)) {
            return groups.filter(group -> group.endsWith("taskhub-" + pid)).toList();
        }
    }

    private ContainerBuilder container() {
        return new ContainerBuilder().withName("main").withImage(target.postgres());
    }

    /** Runs a pod to its end: its phase, then what it said. */
    private String run(Container container) {
        var volumes = container.getVolumeMounts().stream().map(mount -> mount.getName()).toList();
        var pod = new PodBuilder().withNewMetadata().withGenerateName("once-").withNamespace(NAMESPACE).endMetadata()
                .withNewSpec().withRestartPolicy("Never").withContainers(List.of(container))
                .withTerminationGracePeriodSeconds(0L).endSpec().build();
        for (var volume : volumes) {
            pod = new PodBuilder(pod).editSpec().addNewVolume().withName(volume)
                    .withNewPersistentVolumeClaim(volume, false).endVolume().endSpec().build();
        }
        var name = client.resource(pod).create().getMetadata().getName();
        var ended = client.pods().inNamespace(NAMESPACE).withName(name).waitUntilCondition(
                state -> state != null && List.of("Succeeded", "Failed").contains(state.getStatus().getPhase()),
                60, TimeUnit.SECONDS);
        return ended.getStatus().getPhase() + ": "
                + client.pods().inNamespace(NAMESPACE).withName(name).getLog().strip();
    }
}
