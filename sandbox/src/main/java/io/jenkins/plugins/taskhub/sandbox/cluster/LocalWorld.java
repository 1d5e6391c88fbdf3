package io.jenkins.plugins.taskhub.sandbox.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import io.jenkins.plugins.taskhub.sandbox.ShutdownHooks;
import io.jenkins.plugins.taskhub.sandbox.Trees;
import io.jenkins.plugins.taskhub.sandbox.UserDirectories;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.Tools;

/** A Kubernetes cluster and a registry on loopback, run by one background process that is known by its folder. */
public final class LocalWorld {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final Path dir;

    /** @param dir its folder; may not exist yet */
    public LocalWorld(Path dir) {
        this.dir = dir.toAbsolutePath();
    }

    /** The one that {@code taskhub cluster} starts and stops. */
    public static LocalWorld ofUser() {
        return new LocalWorld(UserDirectories.state().resolve("cluster"));
    }

    /** Where its files are. */
    public Path dir() {
        return dir;
    }

    /** The file of its administrator; there while it runs. */
    public Path kubeconfig() {
        return dir.resolve("kubeconfig");
    }

    /** What runs, when it runs and is ready. */
    public Optional<WorldState> state() throws IOException {
        var file = dir.resolve("state.json");
        if (process().flatMap(RecordedProcess::find).isEmpty() || !Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(JSON.readValue(file.toFile(), WorldState.class));
    }

    /**
     * Starts it and waits until it is ready; one that runs is left as it is.
     *
     * @param cluster the program
     * @param nodes how many nodes a new one has
     * @throws CommandFailure when it does not become ready; nothing is left running
     */
    public WorldState start(Path cluster, int nodes, Progress progress) throws IOException, InterruptedException {
        return start(cluster, List.of("--nodes", Integer.toString(nodes)), progress);
    }

    /**
     * Starts it with one real node, which runs containers, and waits until it is ready; one that runs is left as it is.
     * The programs for it are built first where they are missing.
     *
     * @throws CommandFailure when this machine cannot run one, or when it does not become ready; nothing is left running
     */
    public WorldState startReal(Tools tools, Progress progress) throws IOException, InterruptedException {
        RealNode.require(RealNode.missing());
        tools.build(progress, "cluster", "helm", "node", "pause", "coredns");
        return start(tools.cluster(), List.of("--node", WorldState.REAL,
                "--coredns", tools.program("coredns").toString()), progress);
    }

    private WorldState start(Path cluster, List<String> options, Progress progress)
            throws IOException, InterruptedException {
        Files.createDirectories(dir, PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rwx------")));
        try (var channel = FileChannel.open(dir.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); var lock = channel.lock()) {
            var running = state();
            if (running.isPresent()) {
                return running.get();
            }
            endProcess();
            return launch(cluster, options, progress);
        }
    }

    /** Ends the process and removes the folder; false when there was none. */
    public boolean stop() throws IOException, InterruptedException {
        var ran = endProcess();
        Trees.delete(dir);
        return ran;
    }

    private WorldState launch(Path cluster, List<String> options, Progress progress)
            throws IOException, InterruptedException {
        var begin = Instant.now();
        var output = dir.resolve("output.log");
        var command = new ArrayList<>(List.of(cluster.toString(), "up", "--dir", dir.toString()));
        command.addAll(options);
        command.add("--own-session");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true).redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).start();
        var record = RecordedProcess.of(process.toHandle());
        var onExit = ShutdownHooks.add("end-cluster-start", () -> endQuietly(record));
        var ready = false;
        try {
            record.write(recorded());
            for (var state = state(); ; state = state()) {
                if (state.isPresent()) {
                    ready = true;
                    return state.get();
                }
                var elapsed = Duration.between(begin, Instant.now());
                if (process.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS) || elapsed.compareTo(START_TIMEOUT) > 0) {
                    throw CommandFailure.failed("The local cluster did not become ready in " + Progress.spoken(elapsed)
                            + ": " + lastLines(output) + " Its logs: " + dir.resolve("logs"));
                }
                progress.update("[cluster] Starting, " + Progress.spoken(elapsed) + " (usually 3 to 15 s)");
            }
        } finally {
            ShutdownHooks.remove(onExit);
            if (!ready) {
                endProcess();
            }
        }
    }

    private static void endQuietly(RecordedProcess process) {
        try {
            process.end(STOP_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean endProcess() throws IOException, InterruptedException {
        var process = process();
        var ran = process.flatMap(RecordedProcess::find).isPresent();
        if (process.isPresent()) {
            process.get().end(STOP_TIMEOUT);
            Files.deleteIfExists(recorded());
        }
        return ran;
    }

    private Optional<RecordedProcess> process() throws IOException {
        return RecordedProcess.read(recorded());
    }

    private Path recorded() {
        return dir.resolve("process");
    }

    private static String lastLines(Path output) throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(output));
        List<String> last = lines.subList(Math.max(0, lines.size() - 3), lines.size());
        return last.isEmpty() ? "it said nothing." : String.join(" | ", last) + ".";
    }
}
