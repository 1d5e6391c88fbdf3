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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import io.jenkins.plugins.taskhub.sandbox.ShutdownHooks;
import io.jenkins.plugins.taskhub.sandbox.Trees;
import io.jenkins.plugins.taskhub.sandbox.UserDirectories;

/**
 * Programs that are built from {@code tools/} once and kept in a cache, each in a folder named after its sources. Those
 * of the local cluster are {@code cluster} and {@code helm}; others are built when they are asked for.
 */
public final class Tools {
    private static final String PART = ".part";

    private final Catalogue catalogue;
    private final Path cache;
    private final Map<GoModule, Path> homes = new LinkedHashMap<>();

    /** Tools of the checkout that this command belongs to, in the user's cache. */
    public static Tools ofCheckout() throws IOException {
        return new Tools(Checkout.find().resolve("tools"), UserDirectories.cache().resolve("tools"));
    }

    Tools(Path dir, Path cache) throws IOException {
        this.catalogue = new Catalogue(dir);
        this.cache = cache;
        for (var tool : catalogue.all()) {
            if (!homes.containsKey(tool.module())) {
                homes.put(tool.module(), cache.resolve(tool.module().fingerprint()));
            }
        }
    }

    /** All that can be built. */
    public List<String> names() {
        return catalogue.all().stream().map(Tool::name).toList();
    }

    /** What {@link #build(Progress)} builds. */
    public List<String> ofCluster() {
        return catalogue.ofCluster();
    }

    /** The folder to put into PATH for helm. */
    public Path home() {
        return helm().getParent();
    }

    /** The control plane, the registry and kubectl. */
    public Path cluster() {
        return program("cluster");
    }

    /** Helm 3. */
    public Path helm() {
        return program("helm");
    }

    /**
     * Where that program is once it is built.
     *
     * @throws CommandFailure when there is none of that name; the message has those that there are
     */
    public Path program(String name) {
        return program(catalogue.get(name));
    }

    private Path program(Tool tool) {
        return homes.get(tool.module()).resolve(tool.name());
    }

    /** Version of a program, such as {@code v0.58.0}. */
    public String version(String name) {
        return catalogue.get(name).version();
    }

    /** Version of the Kubernetes that {@link #cluster()} is or will be. */
    public String kubernetesVersion() {
        return catalogue.get("cluster").module().version("k8s.io/kubernetes");
    }

    /** Whether nothing has to be built for the local cluster. */
    public boolean ready() {
        return catalogue.ofCluster().stream().allMatch(this::ready);
    }

    /** Whether that program is there. */
    public boolean ready(String name) {
        return Files.isExecutable(program(name));
    }

    /** The program of that name; built first where it is missing, as {@link #build(Progress, String...)} does. */
    public Path built(String name, Progress progress) throws IOException, InterruptedException {
        build(progress, name);
        return program(name);
    }

    /** Builds what the local cluster needs, where it is missing. */
    public void build(Progress progress) throws IOException, InterruptedException {
        build(progress, catalogue.ofCluster().toArray(String[]::new));
    }

    /**
     * Builds what is missing of these. A second caller waits for the first; a build that is interrupted leaves nothing
     * but go's own caches.
     *
     * @throws CommandFailure when Go is missing or too old, when its modules cannot be had, or when it fails
     */
    public void build(Progress progress, String... names) throws IOException, InterruptedException {
        Map<GoModule, List<Tool>> wanted = Arrays.stream(names).distinct().map(catalogue::get)
                .collect(Collectors.groupingBy(Tool::module, LinkedHashMap::new, Collectors.toList()));
        for (var tools : wanted.values()) {
            build(tools, progress);
        }
    }

    private void build(List<Tool> tools, Progress progress) throws IOException, InterruptedException {
        if (missing(tools).isEmpty()) {
            return;
        }
        var go = GoToolchain.find(System.getenv(), tools.get(0).module().dir(), missing(tools));
        Files.createDirectories(cache);
        try (var channel = FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); var lock = lock(channel, progress)) {
            var missing = missing(tools);
            if (!missing.isEmpty()) {
                removeLeftovers();
                build(go, missing, progress);
            }
        }
    }

    private List<Tool> missing(List<Tool> tools) {
        return tools.stream().filter(tool -> !Files.isExecutable(program(tool))).toList();
    }

    private void build(Path go, List<Tool> tools, Progress progress) throws IOException, InterruptedException {
        var start = Instant.now();
        var part = Files.createTempDirectory(cache, PART);
        var bin = Files.createDirectory(part.resolve("bin"));
        var build = new GoBuild(go, tools, Files.createDirectory(part.resolve("tmp")), progress);
        var onExit = ShutdownHooks.add("stop-build", () -> {
            build.stop();
            deleteQuietly(part);
        });
        try {
            build.into(bin);
            for (var tool : tools) {
                Files.createDirectories(program(tool).getParent());
                Files.move(bin.resolve(tool.name()), program(tool), StandardCopyOption.ATOMIC_MOVE);
            }
            progress.line("[tools] Built in " + Progress.spoken(Duration.between(start, Instant.now()))
                    + ": " + program(tools.get(0)).getParent());
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
