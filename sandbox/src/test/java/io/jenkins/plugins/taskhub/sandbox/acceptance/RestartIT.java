package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.Test;

/** The process of a build is killed in the middle; another one goes on with it. */
public class RestartIT extends AcceptanceTest {
    @Test
    public void aPromptWaitsOnAndIsAnsweredInTheNextProcess() throws Exception {
        var nobodyYet = answers("- {user: " + RELEASE_MANAGER + ", answer: proceed, after: 10m}");
        try (var first = taskhub("first.log", "run", sources.jenkinsfile("deploy-prod").toString(), "--user", DEVELOPER,
                "-p", "CONFIRM_PROD=true", "-p", "RELEASE_TAG=0.1.1", "--answers", nobodyYet.toString())) {
            first.awaitOutput("waiting for");
            first.kill();
        }
        assertThat(deployment("prod")).isNull();
        try (var second = taskhub("second.log", "run", "--resume", "--approve", RELEASE_MANAGER)) {
            assertThat(second.await()).as(second.output()).isZero();
        }
        assertThat(image("prod")).contains(":0.1.1@sha256:");
        assertThat(history("prod")).containsExactly("deployed");
    }

    @Test
    public void aRolloutIsAwaitedOn() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
        try (var first = taskhub("first.log", "run", sources.jenkinsfile("deploy-dev").toString(), "--user", DEVELOPER,
                "-p", "IMAGE_TAG=0.1.5-slow")) {
            Eventually.holds(Duration.ofMinutes(2), () -> history("dev").contains("pending-upgrade"));
            first.kill();
        }
        try (var second = taskhub("second.log", "run", "--resume")) {
            assertThat(second.await()).as(second.output()).isZero();
            assertThat(second.output()).contains("SUCCESS");
        }
        assertThat(tag("dev")).isEqualTo("0.1.5-slow");
        assertThat(history("dev")).containsExactly("superseded", "deployed");
    }

    private TaskhubProcess taskhub(String log, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", folder.getRoot().toPath().resolve("home").toString(),
                "--source", sources.dir().toString(), "--group", "release-managers=" + RELEASE_MANAGER));
        return TaskhubProcess.start(folder.getRoot().toPath().resolve(log), sources.dir(), environment,
                all.toArray(String[]::new));
    }

    private Path answers(String yaml) throws IOException {
        return Files.writeString(folder.getRoot().toPath().resolve("answers.yaml"), yaml + "\n");
    }
}
