package io.jenkins.plugins.taskhub.sandbox.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import io.jenkins.plugins.taskhub.sandbox.UserDirectories;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;

/**
 * Images of Debian packages for where no public registry can be reached: each is made once from its folder in
 * {@code tools/images}, kept in the user's cache, and pushed to a local registry.
 */
public enum DebianImage {
    /** PostgreSQL, used as docker.io/library/postgres is. */
    POSTGRES,
    /** A Java runtime, to run applications on. */
    JAVA,
    /** Maven and a JDK, to build applications with. */
    MAVEN;

    /**
     * Makes the image where it is missing, which takes a minute or two, and pushes it. A second caller waits for the
     * first.
     *
     * @param cluster the program
     * @param registry host:port
     * @return the reference to pull it by
     * @throws CommandFailure when something is missing for making it, or when that fails
     */
    public String push(Path cluster, String registry, Progress progress) throws IOException, InterruptedException {
        var image = made(progress);
        var reference = registry + "/taskhub/" + folder() + ":latest";
        run(List.of(cluster.toString(), "image", "load", image.toString(), reference), progress);
        return reference;
    }

    private String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    private Path made(Progress progress) throws IOException, InterruptedException {
        var recipes = Checkout.find().resolve("tools/images");
        var cache = UserDirectories.cache().resolve("images");
        var image = cache.resolve(folder() + "-" + fingerprint(recipes));
        if (Files.exists(image.resolve("index.json"))) {
            return image;
        }
        RealNode.require(RealNode.missingForImages());
        Files.createDirectories(cache);
        try (var channel = FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); var lock = channel.lock()) {
            if (!Files.exists(image.resolve("index.json"))) {
                make(recipes, image, progress);
            }
        }
        return image;
    }

    private void make(Path recipes, Path image, Progress progress) throws IOException, InterruptedException {
        var begin = Instant.now();
        progress.line("[image] Making the image " + folder()
                + " from Debian packages, about 2 min. Once; later runs find it in the cache.");
        run(List.of(recipes.resolve("build").toString(), folder(), image.toString()), progress);
        progress.line("[image] Made in " + Progress.spoken(Duration.between(begin, Instant.now())) + ": " + image);
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

    /** Changes with everything that the image is made by. */
    private String fingerprint(Path recipes) throws IOException {
        try (var files = Files.list(recipes.resolve(folder()))) {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(recipes.resolve("build")));
            for (var file : files.sorted().toList()) {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
