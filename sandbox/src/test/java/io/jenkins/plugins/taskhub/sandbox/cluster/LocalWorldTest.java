package io.jenkins.plugins.taskhub.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** With a program that plays the cluster: what counts here is which processes are started, found and ended. */
public class LocalWorldTest {
    private static final String READY = """
            #!/bin/sh
            trap 'exit 0' TERM
            cat > "$3/state.part" <<EOF
            {"pid": $$, "started": "2026-01-02T03:04:05Z", "server": "https://127.0.0.1:1", "kubeconfig": "$3/kubeconfig",
             "registry": "127.0.0.1:2", "nodes": $5, "logs": "$3/logs", "versions": [{"name": "kubernetes", "version": "v1"}]}
            EOF
            mv "$3/state.part" "$3/state.json"
            while :; do sleep 0.1; done
            """;

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final Progress progress = Progress.onScreen(new PrintStream(PrintStream.nullOutputStream()));
    private LocalWorld world;

    @Before
    public void aWorldThatDoesNotRun() throws IOException {
        world = new LocalWorld(folder.getRoot().toPath().resolve("world"));
    }

    @After
    public void nothingIsLeft() throws Exception {
        world.stop();
        progress.close();
    }

    @Test
    public void startsOnceAndFindsWhatRuns() throws Exception {
        var first = world.start(program(READY), 4, progress);
        var second = world.start(program("#!/bin/sh\nexit 1\n"), 4, progress);
        assertThat(second).isEqualTo(first);
        assertThat(first.nodes()).isEqualTo(4);
        assertThat(new LocalWorld(world.dir()).state()).contains(first);
    }

    @Test
    public void stopEndsTheProcessAndRemovesItsFolder() throws Exception {
        var pid = world.start(program(READY), 1, progress).pid();
        assertThat(world.stop()).isTrue();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(world.dir()).doesNotExist();
        assertThat(world.stop()).isFalse();
    }

    @Test
    public void aProcessThatHasTakenOverTheIdIsLeftAlone() throws Exception {
        var other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.createDirectories(world.dir());
            new RecordedProcess(other.pid(), Instant.EPOCH).write(world.dir().resolve("process"));
            assertThat(world.state()).isEmpty();
            assertThat(world.stop()).isFalse();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    public void aProcessThatIgnoresTheRequestToEndIsKilled() throws Exception {
        var deaf = new ProcessBuilder("sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 0.1; done").start();
        assertThat(deaf.inputReader().readLine()).isEqualTo("deaf");
        RecordedProcess.of(deaf.toHandle()).end(Duration.ofMillis(300));
        assertThat(deaf.waitFor()).isNotZero();
    }

    @Test
    public void aWorldThatDoesNotComeUpSaysWhyAndLeavesNothingRunning() throws Exception {
        var broken = program("#!/bin/sh\necho 'cluster: no space left'\nexit 1\n");
        assertThatThrownBy(() -> world.start(broken, 1, progress)).isInstanceOf(CommandFailure.class)
                .hasMessageContaining("did not become ready").hasMessageContaining("no space left");
        assertThat(world.dir().resolve("process")).doesNotExist();
    }

    @Test
    public void anUnreadableRecordIsNamed() throws Exception {
        Files.createDirectories(world.dir());
        var record = Files.writeString(world.dir().resolve("process"), "not a number");
        assertThatThrownBy(() -> world.state()).hasMessageContaining(record.toString());
        Files.delete(record);
    }

    private Path program(String script) throws IOException {
        var file = Files.createTempFile(folder.getRoot().toPath(), "cluster", "");
        Files.writeString(file, script);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
