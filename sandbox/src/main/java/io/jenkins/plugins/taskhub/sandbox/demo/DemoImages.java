package io.jenkins.plugins.taskhub.sandbox.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/** Small images that are not built by a job, made and pushed by the program {@code cluster}. */
public final class DemoImages {
    static final String REPOSITORY = "taskhub/task-service";
    /** The local cluster's nodes let pods of this image crash. */
    static final String BAD = "0.1.3-crashloop";
    private static final String BASE = "taskhub/java-base:17";

    private DemoImages() {
    }

    /** Pushes the bad image and returns the repository of the application's images. */
    static String pushBad(Path cluster, String registry) throws IOException, InterruptedException {
        var repository = registry + "/" + REPOSITORY;
        push(cluster, registry, repository + ":" + BAD);
        return repository;
    }

    /**
     * Pushes an image that images can be built on without asking another registry. It holds no Java: nothing that is
     * built on it can run, which is no matter on nodes that run nothing.
     *
     * @return its name
     */
    public static String pushBase(Path cluster, String registry) throws IOException, InterruptedException {
        var image = registry + "/" + BASE;
        push(cluster, registry, image);
        return image;
    }

    private static void push(Path cluster, String registry, String image) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(cluster.toString(), "image", "push", image));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw CommandFailure.failed("The demo's images could not be pushed to " + registry + ": " + said.strip());
        }
    }
}
