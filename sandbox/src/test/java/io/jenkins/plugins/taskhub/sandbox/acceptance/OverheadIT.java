package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

import org.junit.Test;

public class OverheadIT extends AcceptanceTest {
    /** The goal is 2 s on two idle cores; beside other tests it gets more before this counts as a defect. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    public void anEmptyPipelineEndsSoon() throws Exception {
        var file = Files.writeString(folder.getRoot().toPath().resolve("empty.Jenkinsfile"), "echo 'nothing to do'\n");
        var begin = Instant.now();
        try (var run = TaskhubProcess.start(folder.getRoot().toPath().resolve("run.log"), folder.getRoot().toPath(),
                environment, "run", file.toString(), "--home", folder.getRoot().toPath().resolve("home").toString())) {
            assertThat(run.await()).as(run.output()).isZero();
            var took = Duration.between(begin, Instant.now());
            System.out.println("taskhub run of an empty pipeline: " + took.toMillis() + " ms, the whole process");
            assertThat(run.output()).contains("nothing to do");
            assertThat(took).isLessThan(LIMIT);
        }
    }
}
