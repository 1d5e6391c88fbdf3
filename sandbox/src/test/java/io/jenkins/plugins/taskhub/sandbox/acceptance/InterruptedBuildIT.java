package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.Test;

public class InterruptedBuildIT extends AcceptanceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    public void anAbortedBuildEndsHelmAndLeavesNothingPendingOrSaysHowToRecover() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
        var log = new ByteArrayOutputStream();
        try (var controller = controller().start()) {
            var build = controller.build("deploy-dev").user(DEVELOPER).parameter("IMAGE_TAG", "0.1.5-slow")
                    .console(new PrintStream(log, true, StandardCharsets.UTF_8)).start();
            Eventually.holds(PATIENCE, () -> history("dev").contains("pending-upgrade"));
            assertThat(helmProcesses()).isPositive();
            build.abort("dev-2");
            var outcome = build.await();
            assertThat(outcome.result()).as(outcome.log()).isEqualTo("ABORTED");
            assertThat(outcome.log()).contains("Waiting for helm to roll task-service in dev back to revision 1");
            assertThat(helmProcesses()).isZero();
            if (history("dev").stream().anyMatch(status -> status.startsWith("pending"))) {
                assertThat(outcome.log()).contains("helm rollback task-service 1 -n dev");
            } else {
                assertThat(tag("dev")).isEqualTo("0.1.0");
            }
        }
    }

    /** Those of this test's builds; other builds on the machine may run the same program. */
    private long helmProcesses() {
        var helm = target.tools().helm().toString();
        return ProcessHandle.allProcesses().filter(process -> process.info().command().filter(helm::equals).isPresent())
                .filter(process -> workspaceOf(process).startsWith(home())).count();
    }

    private static Path workspaceOf(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
        } catch (IOException e) {
            // It has ended between the two looks.
            return Path.of("");
        }
    }
}
