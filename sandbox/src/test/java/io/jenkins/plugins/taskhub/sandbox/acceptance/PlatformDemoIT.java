package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.jenkins.plugins.taskhub.sandbox.cluster.RealNode;
import io.jenkins.plugins.taskhub.sandbox.demo.PlatformDemo;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.Tools;
import org.junit.Assume;
import org.junit.Test;

/** What {@code taskhub demo --full} adds, on a node of its own: others have namespaces of the same names. */
public class PlatformDemoIT {
    @Test
    public void thePlatformIsMadeFromNothingAndALostTableComesBackWithTheTasksThatItsApiGave() throws Exception {
        RealNode.missing().ifPresent(sentence -> {
            System.out.println("Skipped: " + sentence);
            Assume.assumeTrue(sentence, false);
        });
        var said = new ByteArrayOutputStream();
        try (var progress = Progress.onScreen(System.out);
                var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            new PlatformDemo(Tools.ofCheckout(), out).run(progress);
        } finally {
            System.out.println(said.toString(StandardCharsets.UTF_8));
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).containsPattern("From the lost table to the same tasks +\\d+ s")
                .contains("Somebody dropped the table tasks in prod: GET /api/tasks gives 500",
                        "The REST API gives the same 500 tasks")
                .containsPattern("No changes in prod");
    }
}
