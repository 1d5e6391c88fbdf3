package io.jenkins.plugins.taskhub.sandbox.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Go module of {@code tools/} as a build sees it: its sources, the versions that it names, how it is compiled. What it
 * makes stands in the {@code tool} lines of its go.mod.
 */
final class GoModule {
    private static final String KUBERNETES = "k8s.io/kubernetes";
    private static final String LINKER_VARIABLES = "ldflags";
    private static final Pattern TOOLS = Pattern.compile("^tool (?:\\(([^)]*)\\)|(\\S+))", Pattern.MULTILINE);
    private static final Pattern MODULE = Pattern.compile("^module (\\S+)", Pattern.MULTILINE);
    private static final Pattern REQUIRED = Pattern.compile("^\\s*(?:require )?(\\S+\\.\\S+/\\S+) (v\\S+)",
            Pattern.MULTILINE);
    private static final Pattern VERSION_OF = Pattern.compile("\\$\\{([^:}]+)(?::(major|minor))?}");

    private final Path dir;
    private final String goMod;
    private final List<String> compilerFlags;

    /** @param compilerFlags those of all modules */
    GoModule(Path dir, List<String> compilerFlags) throws IOException {
        this.dir = dir;
        this.goMod = Files.readString(dir.resolve("go.mod"));
        this.compilerFlags = List.copyOf(compilerFlags);
    }

    Path dir() {
        return dir;
    }

    List<String> compilerFlags() {
        return compilerFlags;
    }

    /** The import paths of its programs. */
    List<String> programs() {
        return TOOLS.matcher(goMod).results()
                .flatMap(m -> m.group(1) == null ? Stream.of(m.group(2)) : m.group(1).lines())
                .map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** Version of a module that go.mod requires, such as {@code v1.36.3}. */
    String version(String module) {
        return required().filter(m -> m.group(1).equals(module)).map(m -> m.group(2)).findFirst()
                .orElseThrow(() -> new IllegalStateException(dir + "/go.mod does not require " + module));
    }

    /** Version of the module that this package is from; for our own programs that of the Kubernetes in them, if any. */
    String versionOf(String goPackage) {
        var own = MODULE.matcher(goMod).results().map(m -> m.group(1)).findFirst().orElseThrow();
        if ((goPackage + "/").startsWith(own + "/")) {
            return required().anyMatch(m -> m.group(1).equals(KUBERNETES)) ? "Kubernetes " + version(KUBERNETES)
                    : "of this checkout";
        }
        Optional<MatchResult> from = required().filter(m -> (goPackage + "/").startsWith(m.group(1) + "/"))
                .max(Comparator.comparingInt(m -> m.group(1).length()));
        return from.map(m -> m.group(2)).orElseThrow(() ->
                new IllegalStateException(dir + "/go.mod requires no module with " + goPackage));
    }

    private Stream<MatchResult> required() {
        return REQUIRED.matcher(goMod).results();
    }

    /** Without symbols for a debugger, and with the versions without which some programs call themselves v0.0.0. */
    String linkerFlags() throws IOException {
        var flags = new ArrayList<>(List.of("-ldflags=-w"));
        var file = dir.resolve(LINKER_VARIABLES);
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                flags.add("-X " + VERSION_OF.matcher(line).replaceAll(this::part));
            }
        }
        return String.join(" ", flags);
    }

    private String part(MatchResult variable) {
        var version = version(variable.group(1));
        if (variable.group(2) == null) {
            return version;
        }
        var parts = version.substring(1).split("\\.");
        return variable.group(2).equals("major") ? parts[0] : parts[1];
    }

    /** Changes with everything that the programs are made from; tests and modules of their own are no part of that. */
    String fingerprint() throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((String.join(" ", compilerFlags) + linkerFlags()).getBytes(StandardCharsets.UTF_8));
            for (var file : sources()) {
                digest.update(dir.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Path> sources() throws IOException {
        var files = new ArrayList<>(List.of(dir.resolve("go.mod"), dir.resolve("go.sum")));
        for (var folder : List.of("cmd", "internal")) {
            if (Files.isDirectory(dir.resolve(folder))) {
                try (var all = Files.walk(dir.resolve(folder))) {
                    all.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith("_test.go")).sorted()
                            .forEach(files::add);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }
        }
        return files;
    }
}
