package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;

/** Looks for the password of a {@link LockedRegistry} wherever somebody could see it, while builds run and afterwards. */
final class CanaryWatch {
    /** The file that a program reads: of the agent's user alone, and not in the workspace. */
    private static final String PRIVATE_FILE = "rwx------ rw------- workspace/[^/]+@tmp/taskhub-[^/]+/config.json";
    /** Trivy takes the password from its environment, which other users of the machine cannot read. */
    private static final Pattern FOR_TRIVY = Pattern.compile("TRIVY_PASSWORD=\\S+");

    private CanaryWatch() {
    }

    /** A build that is to succeed. */
    interface Build {
        /** Runs it to its end. */
        BuildOutcome run() throws IOException, InterruptedException;
    }

    /**
     * Runs a build under watch; nothing of the password may be seen, but in the files that programs read.
     *
     * @param home of the controller, with its workspaces and the records of its builds
     * @param seen words of a process list that must have been there, so that it was watched
     */
    static BuildOutcome over(Path home, Build build, String... seen) throws Exception {
        try (var processes = new ProcessWatch(home); var files = new FileWatch(home, LockedRegistry.canaries())) {
            var outcome = build.run();
            assertThat(outcome.result()).as(outcome.log()).isEqualTo("SUCCESS");
            for (var word : seen) {
                assertThat(processes.seen()).as("the process was watched").anyMatch(line -> line.contains(word));
            }
            for (var canary : LockedRegistry.canaries()) {
                assertThat(outcome.log()).doesNotContain(canary);
                assertThat(processes.seen()).noneMatch(line -> line.contains(canary));
                assertThat(processes.environments()).noneMatch(line -> FOR_TRIVY.matcher(line).replaceAll("").contains(canary));
            }
            assertThat(files.found()).as("only files that programs read, beside the workspace").isNotEmpty()
                    .allMatch(file -> file.matches(PRIVATE_FILE));
            assertThat(filesWithCanaries(home)).isEmpty();
            return outcome;
        }
    }

    private static List<Path> filesWithCanaries(Path home) throws IOException {
        try (var files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).filter(CanaryWatch::hasACanary).toList();
        }
    }

    private static boolean hasACanary(Path file) {
        try {
            var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return LockedRegistry.canaries().stream().anyMatch(content::contains);
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
