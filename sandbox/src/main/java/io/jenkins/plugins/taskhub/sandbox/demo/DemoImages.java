package io.jenkins.plugins.taskhub.sandbox.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/** Small images for the demo, made and pushed by the program {@code cluster}. */
final class DemoImages {
    static final String REPOSITORY = "taskhub/task-service";
    /** The local cluster's nodes let pods of this image crash. */
    static final String BAD = "0.1.3-crashloop";
    static final List<String> TAGS = List.of("0.1.0", "0.1.1", "0.1.2", BAD);

    private DemoImages() {
    }

    /** Pushes {@link #TAGS} and returns the repository's name. */
    static String push(Path cluster, String registry) throws IOException, InterruptedException {
        var repository = registry + "/" + REPOSITORY;
        List<String> command = new ArrayList<>(List.of(cluster.toString(), "image", "push"));
        TAGS.forEach(tag -> command.add(repository + ":" + tag));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw CommandFailure.failed("The demo's images could not be pushed to " + registry + ": " + said.strip());
        }
        return repository;
    }
}
