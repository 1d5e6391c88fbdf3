package io.jenkins.plugins.taskhub.sandbox.tools;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/**
 * One run of go over a module: downloads, then compiles and links, with all cores and in one command, so that what its
 * programs share is compiled once. The user's GOPROXY, GOFLAGS and caches are used as they are.
 */
final class GoBuild {
    private static final int KEPT_LINES = 20;

    private final Path go;
    private final List<Tool> tools;
    private final GoModule module;
    private final Path temporary;
    private final Progress progress;
    private volatile Process running;

    /**
     * @param tools programs of one module
     * @param temporary folder for go's own temporary files, deleted by the caller
     */
    GoBuild(Path go, List<Tool> tools, Path temporary, Progress progress) {
        this.go = go;
        this.tools = List.copyOf(tools);
        this.module = tools.get(0).module();
        this.temporary = temporary;
        this.progress = progress;
    }

    /** Builds the programs into that folder. */
    void into(Path target) throws IOException, InterruptedException {
        var stale = stalePackages();
        var estimate = new BuildEstimate(stale, Runtime.getRuntime().availableProcessors());
        progress.line("[tools] Building " + named() + ": " + stale + " Go packages, about "
                + Progress.spoken(estimate.total()) + ". Once; later runs find "
                + (tools.size() == 1 ? "it" : "them") + " in the cache.");
        var start = Instant.now();
        var built = new int[1];
        // A program alone may have a name of its own; several are named after their packages.
        var output = tools.size() == 1 ? target.resolve(tools.get(0).name()).toString() : target + "/";
        run(List.of("build", "-v", module.linkerFlags(), "-o", output), line -> {
            if (isPackage(line)) {
                built[0]++;
            }
            var elapsed = Duration.between(start, Instant.now());
            progress.update("[tools] " + Math.min(built[0], stale) + " of " + stale + " packages, "
                    + Progress.spoken(elapsed) + ", about "
                    + Progress.spoken(estimate.remaining(built[0], elapsed)) + " left");
        });
    }

    private String named() {
        var names = tools.stream().map(Tool::toString).toList();
        return names.size() == 1 ? names.get(0) : String.join(", ", names.subList(0, names.size() - 1)) + " and "
                + names.get(names.size() - 1);
    }

    /** Ends the build and whatever it started. */
    void stop() {
        var process = running;
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    /** Downloads what is missing, and counts the packages that are not in go's build cache. */
    private int stalePackages() throws IOException, InterruptedException {
        progress.update("[tools] Looking what is to be built");
        var downloads = new int[1];
        var stale = new int[1];
        run(List.of("list", "-deps", "-f", "{{if .Stale}}stale{{end}}"), line -> {
            if (line.startsWith("go: downloading ")) {
                progress.update("[tools] Downloading Go modules: " + ++downloads[0]);
            } else if (line.equals("stale")) {
                stale[0]++;
            }
        });
        return stale[0];
    }

    private void run(List<String> arguments, Consumer<String> onLine) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(go.toString()));
        command.addAll(arguments);
        command.addAll(module.compilerFlags());
        tools.forEach(tool -> command.add(tool.goPackage()));
        var builder = new ProcessBuilder(command).directory(module.dir().toFile()).redirectErrorStream(true);
        builder.environment().put("GOTMPDIR", temporary.toString());
        var process = builder.start();
        running = process;
        process.getOutputStream().close();
        Deque<String> kept = new ArrayDeque<>();
        try (var ticker = new Ticker(onLine);
                BufferedReader lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                ticker.say(line);
                kept.addLast(line);
                if (kept.size() > KEPT_LINES) {
                    kept.removeFirst();
                }
            }
        }
        var exit = process.waitFor();
        if (exit != 0) {
            throw failure(named(), exit, List.copyOf(kept), System.getenv());
        }
    }

    /** go build -v prints import paths; what it says itself has a prefix or a blank. */
    static boolean isPackage(String line) {
        return !line.isEmpty() && !line.startsWith("#") && line.indexOf(' ') < 0 && line.indexOf(':') < 0;
    }

    static CommandFailure failure(String what, int exit, List<String> lines, Map<String, String> environment) {
        var said = lines.stream().filter(line -> !isPackage(line) && !line.startsWith("go: downloading "))
                .filter(line -> !line.isBlank()).toList();
        var first = said.isEmpty() ? "exit code " + exit : said.get(0);
        var network = said.stream().filter(GoBuild::isNetwork).findFirst();
        if (network.isPresent()) {
            return CommandFailure.failed("Go modules cannot be downloaded from GOPROXY="
                    + environment.getOrDefault("GOPROXY", "https://proxy.golang.org,direct") + ": " + network.get()
                    + ". Give a proxy that this machine reaches (go env -w GOPROXY=URL, or HTTPS_PROXY), then run it"
                    + " again: what was downloaded is kept.");
        }
        if (said.stream().anyMatch(line -> line.contains("no space left on device"))) {
            return CommandFailure.failed("The disk is full: the build needs about 5 GB in go's caches (go env GOCACHE "
                    + "GOMODCACHE). Make room, then run it again: what was built is kept.");
        }
        return CommandFailure.failed("go could not build " + what + ": " + first
                + (said.size() > 1 ? System.lineSeparator() + String.join(System.lineSeparator(), said) : ""));
    }

    private static boolean isNetwork(String line) {
        return Arrays.asList("dial tcp", "i/o timeout", "TLS handshake", "proxyconnect", "connection refused",
                "server misbehaving", "no such host", "module lookup disabled").stream().anyMatch(line::contains);
    }

    /** Passes lines on, and an empty one every second, so that the time on the screen goes on while go is silent. */
    private static final class Ticker implements AutoCloseable {
        private final ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(task -> {
                    var thread = new Thread(task, "build-progress");
                    thread.setDaemon(true);
                    return thread;
                });

        private final Consumer<String> onLine;

        Ticker(Consumer<String> onLine) {
            this.onLine = onLine;
            timer.scheduleAtFixedRate(() -> say(""), 1, 1, TimeUnit.SECONDS);
        }

        synchronized void say(String line) {
            onLine.accept(line);
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }
}
