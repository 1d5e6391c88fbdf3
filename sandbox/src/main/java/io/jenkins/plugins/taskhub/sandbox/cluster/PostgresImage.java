package io.jenkins.plugins.taskhub.sandbox.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import io.jenkins.plugins.taskhub.sandbox.UserDirectories;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;

/**
 * An image with Debian's PostgreSQL that is used as docker.io/library/postgres is: made once from
 * {@code tools/images/postgres}, kept in the user's cache, and pushed to a local registry.
 */
public final class PostgresImage {
    private static final String REPOSITORY = "taskhub/postgres:latest";

    private final Path recipe;
    private final Path cache;

    /** That of the checkout which this command belongs to. */
    public static PostgresImage ofCheckout() {
        return new PostgresImage(Checkout.find().resolve("tools/images/postgres"),
                UserDirectories.cache().resolve("images"));
    }

    PostgresImage(Path recipe, Path cache) {
        this.recipe = recipe;
        this.cache = cache;
    }

    /**
     * Makes the image where it is missing, which takes a minute or two, and pushes it.
     *
     * @param cluster the program
     * @param registry host:port
     * @return the reference to pull it by
     * @throws CommandFailure when something is missing for making it, or when that fails
     */
    public String push(Path cluster, String registry, Progress progress) throws IOException, InterruptedException {
        var image = made(progress);
        var reference = registry + "/" + REPOSITORY;
        run(List.of(cluster.toString(), "image", "load", image.toString(), reference), progress);
        return reference;
    }

    private Path made(Progress progress) throws IOException, InterruptedException {
        var image = cache.resolve("postgres-" + fingerprint());
        if (Files.exists(image.resolve("index.json"))) {
            return image;
        }
        RealNode.require(RealNode.missingForImages());
        Files.createDirectories(cache);
        var begin = Instant.now();
        progress.line("[image] Making an image of PostgreSQL from Debian packages, about 2 min. Once; later runs find"
                + " it in the cache.");
        run(List.of(recipe.resolve("build").toString(), image.toString()), progress);
        progress.line("[image] Made in " + Progress.spoken(Duration.between(begin, Instant.now())) + ": " + image);
        return image;
    }

    private static void run(List<String> command, Progress progress) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var last = "";
        try (var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                progress.update(line);
                last = line;
            }
        }
        if (process.waitFor() != 0) {
            throw CommandFailure.failed(String.join(" ", command) + " ended with exit code " + process.exitValue()
                    + ": " + last);
        }
    }

    private String fingerprint() throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : List.of("build", "Dockerfile", "docker-entrypoint.sh")) {
                digest.update(file.getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(recipe.resolve(file)));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
