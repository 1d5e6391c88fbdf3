package io.jenkins.plugins.taskhub.sandbox.tools;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import io.jenkins.plugins.taskhub.sandbox.ShutdownHooks;
import io.jenkins.plugins.taskhub.sandbox.Trees;
import io.jenkins.plugins.taskhub.sandbox.UserDirectories;

/**
 * The programs of the local world, {@code cluster} and {@code helm}: built from {@code tools/} once and kept in a
 * cache, in a folder named after their sources.
 */
public final class Tools {
    private static final String PART = ".part";

    private final GoModule module;
    private final Path cache;
    private final Path home;

    /** Tools of the checkout that this command belongs to, in the user's cache. */
    public static Tools ofCheckout() throws IOException {
        return new Tools(Checkout.find().resolve("tools"), UserDirectories.cache().resolve("tools"));
    }

    Tools(Path moduleDir, Path cache) throws IOException {
        this.module = new GoModule(moduleDir);
        this.cache = cache;
        this.home = cache.resolve(module.fingerprint());
    }

    /** The folder to put into PATH. */
    public Path home() {
        return home;
    }

    /** The control plane, the registry and kubectl. */
    public Path cluster() {
        return home.resolve("cluster");
    }

    /** Helm 3. */
    public Path helm() {
        return home.resolve("helm");
    }

    /** Version of the Kubernetes that {@link #cluster()} is or will be. */
    public String kubernetesVersion() {
        return module.kubernetesVersion();
    }

    /** Version of {@link #helm()}. */
    public String helmVersion() {
        return module.helmVersion();
    }

    /** Whether nothing has to be built. */
    public boolean ready() {
        return Files.isExecutable(cluster()) && Files.isExecutable(helm());
    }

    /**
     * Builds what is missing. A second caller waits for the first; a build that is interrupted leaves nothing but
     * go's own caches.
     *
     * @throws CommandFailure when Go is missing or too old, when its modules cannot be had, or when it fails
     */
    public void build(Progress progress) throws IOException, InterruptedException {
        if (ready()) {
            return;
        }
        var go = GoToolchain.find(System.getenv(), module.dir());
        Files.createDirectories(cache);
        try (var channel = FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); var lock = lock(channel, progress)) {
            if (ready()) {
                return;
            }
            removeLeftovers();
            build(go, progress);
        }
    }

    private void build(Path go, Progress progress) throws IOException, InterruptedException {
        var start = Instant.now();
        var part = Files.createTempDirectory(cache, PART);
        var bin = Files.createDirectory(part.resolve("bin"));
        var build = new GoBuild(go, module, Files.createDirectory(part.resolve("tmp")), progress);
        var onExit = ShutdownHooks.add("stop-build", () -> {
            build.stop();
            deleteQuietly(part);
        });
        try {
            build.into(bin);
            Files.move(bin, home, StandardCopyOption.ATOMIC_MOVE);
            progress.line("[tools] Built in " + Progress.spoken(Duration.between(start, Instant.now()))
                    + ": " + home);
        } finally {
            build.stop();
            deleteQuietly(part);
            ShutdownHooks.remove(onExit);
        }
    }

    private static FileLock lock(FileChannel channel, Progress progress) throws IOException {
        var lock = channel.tryLock();
        if (lock != null) {
            return lock;
        }
        progress.line("[tools] Another taskhub builds the tools; waiting for it");
        return channel.lock();
    }

    /** What a build left that was killed: nobody else builds, since the lock is ours. */
    private void removeLeftovers() throws IOException {
        try (var entries = Files.newDirectoryStream(cache, PART + "*")) {
            for (var entry : entries) {
                Trees.delete(entry);
            }
        }
    }

    private static void deleteQuietly(Path dir) {
        try {
            Trees.delete(dir);
        } catch (IOException e) {
            System.err.println("taskhub: left behind: " + dir + " (" + e.getMessage() + "); it may be deleted");
        }
    }
}
