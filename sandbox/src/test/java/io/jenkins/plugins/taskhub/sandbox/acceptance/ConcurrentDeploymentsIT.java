package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import io.jenkins.plugins.taskhub.sandbox.run.RunningBuild;
import org.junit.Test;

/** Two builds of different jobs that want to change the same release at the same time. */
public class ConcurrentDeploymentsIT extends AcceptanceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WAITING = "[helm] Waiting for one #1, which is at work on task-service in dev";

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @Test
    public void theSecondWaitsAndSaysForWhomAndGoesOnFromWhatTheFirstLeft() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
        try (var controller = jobs()) {
            var first = begun(controller);
            var second = waiting(controller);
            assertThat(history("dev")).containsExactly("deployed", "pending-upgrade");
            assertSucceeded(first.await());
            var outcome = second.await();
            assertSucceeded(outcome);
            assertThat(outcome.log()).contains("[helm] Upgrading task-service in dev from 0.1.5-slow to 0.1.1 (revision 2 → 3)");
        }
        assertThat(tag("dev")).isEqualTo("0.1.1");
        assertThat(history("dev")).containsExactly("superseded", "superseded", "deployed");
    }

    @Test
    public void whoWaitsCanBeAbortedAndTheFirstGoesOn() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
        try (var controller = jobs()) {
            var first = begun(controller);
            var second = waiting(controller);
            second.abort(RELEASE_MANAGER);
            var outcome = second.await();
            assertThat(outcome.result()).isEqualTo("ABORTED");
            assertThat(outcome.log()).contains("[helm] Interrupted: nothing was changed in dev");
            assertThat(first.run().isBuilding()).isTrue();
            assertSucceeded(first.await());
        }
        assertThat(tag("dev")).isEqualTo("0.1.5-slow");
    }

    @Test
    public void whoWaitsGoesOnWhereTheFirstIsAborted() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
        try (var controller = jobs()) {
            var first = begun(controller);
            var second = waiting(controller);
            first.abort(RELEASE_MANAGER);
            assertThat(first.await().result()).isEqualTo("ABORTED");
            assertSucceeded(second.await());
        }
        assertThat(tag("dev")).isEqualTo("0.1.1");
    }

    private LocalController jobs() throws IOException {
        return controller().job("one", job("0.1.5-slow")).job("two", job("0.1.1")).start();
    }

    private Path job(String tag) throws IOException {
        var file = folder.newFile(tag + ".Jenkinsfile").toPath();
        return Files.writeString(file, "node {\n    checkout scm\n    "
                + BadInputIT.deploy(Map.of("imageTag", "'" + tag + "'")) + "\n}\n");
    }

    /** The first build, once helm is at work. */
    private RunningBuild begun(LocalController controller) throws Exception {
        var build = controller.build("one").user(DEVELOPER).start();
        Eventually.holds(PATIENCE, () -> history("dev").contains("pending-upgrade"));
        return build;
    }

    private RunningBuild waiting(LocalController controller) throws Exception {
        var build = controller.build("two").user(DEVELOPER)
                .console(new PrintStream(log, true, StandardCharsets.UTF_8)).start();
        Eventually.holds(PATIENCE, () -> log.toString(StandardCharsets.UTF_8).contains(WAITING));
        return build;
    }
}
