package io.jenkins.plugins.taskhub.sandbox.tools;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/** The Go of this machine: found in PATH, and new enough. */
final class GoToolchain {
    /** From this version on, go fetches a newer toolchain by itself where a module asks for one. */
    private static final Version FETCHES_TOOLCHAINS = new Version(1, 21, 0);
    private static final Pattern VERSION = Pattern.compile("go(\\d+)\\.(\\d+)(?:\\.(\\d+))?");
    private static final String INSTALL = "Install Go %s or newer: https://go.dev/dl/ has it for every system; on Debian"
            + " 'apt install golang-go' where its version is new enough.";
    private static final String OWN_CLUSTER = " Or give a cluster of your own by KUBECONFIG.";

    private GoToolchain() {
    }

    record Version(int major, int minor, int patch) implements Comparable<Version> {
        static Optional<Version> parse(String text) {
            var m = VERSION.matcher(text);
            return m.find()
                    ? Optional.of(new Version(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)),
                            m.group(3) == null ? 0 : Integer.parseInt(m.group(3))))
                    : Optional.empty();
        }

        @Override
        public int compareTo(Version o) {
            var byMajor = Integer.compare(major, o.major);
            var byMinor = Integer.compare(minor, o.minor);
            return byMajor != 0 ? byMajor : byMinor != 0 ? byMinor : Integer.compare(patch, o.patch);
        }

        @Override
        public String toString() {
            return major + "." + minor + "." + patch;
        }
    }

    /**
     * The path of go.
     *
     * @param environment where PATH and GOTOOLCHAIN are read
     * @param module folder of the module that is to be built
     * @param tools what is to be built, for the message
     * @throws CommandFailure when Go is missing or too old; the message says what to install
     */
    static Path find(Map<String, String> environment, Path module, List<Tool> tools)
            throws IOException, InterruptedException {
        var needed = needed(Files.readString(module.resolve("go.mod")));
        var names = tools.stream().map(Tool::name).toList();
        var howTo = INSTALL.formatted(needed) + (names.contains("cluster") ? OWN_CLUSTER : "");
        var go = inPath(environment.getOrDefault("PATH", "")).orElseThrow(() -> CommandFailure.failed("Go is not in"
                + " PATH, and it is needed to build " + String.join(" and ", names) + ". " + howTo));
        var said = output(go, module, "env", "GOVERSION", "GOTOOLCHAIN");
        var lines = said.lines().toList();
        var found = Version.parse(said).orElseThrow(() -> CommandFailure.failed(
                go + " does not tell its version, but: " + said.strip() + ". " + howTo));
        var local = lines.size() > 1 && lines.get(1).startsWith("local");
        if (found.compareTo(needed) < 0 && (local || found.compareTo(FETCHES_TOOLCHAINS) < 0)) {
            throw CommandFailure.failed(go + " is Go " + found + ", too old. " + howTo);
        }
        return go;
    }

    static Version needed(String goMod) {
        return goMod.lines().filter(line -> line.startsWith("go ")).findFirst()
                .flatMap(line -> Version.parse("go" + line.substring(3).strip()))
                .orElseThrow(() -> new IllegalStateException("go.mod names no Go version"));
    }

    private static Optional<Path> inPath(String path) {
        for (var dir : path.split(Pattern.quote(File.pathSeparator))) {
            var go = dir.isEmpty() ? null : Path.of(dir, "go");
            if (go != null && Files.isExecutable(go) && !Files.isDirectory(go)) {
                return Optional.of(go);
            }
        }
        return Optional.empty();
    }

    private static String output(Path go, Path dir, String... args) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(go.toString());
        command.addAll(List.of(args));
        // Outside the module, so that go.mod does not make it fetch a toolchain just to tell its version.
        var process = new ProcessBuilder(command).directory(dir.getRoot().toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
