package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Builds that must not go on: what they saved to go on with is deleted. The next controller ends them as failed. */
final class DiscardedBuilds {
    private DiscardedBuilds() {
    }

    static void discard(Path home) throws IOException {
        try (Stream<Path> files = Files.find(home.resolve("jobs"), 5,
                (path, attributes) -> path.endsWith("pipeline/program.dat"))) {
            for (Path file : List.copyOf(files.toList())) {
                Files.delete(file);
            }
        }
    }
}
