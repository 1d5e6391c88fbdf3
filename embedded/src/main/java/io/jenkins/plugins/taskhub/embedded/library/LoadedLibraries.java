package io.jenkins.plugins.taskhub.embedded.library;

import hudson.AbortException;
import io.jenkins.plugins.taskhub.embedded.cps.PipelineExecution;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The shared libraries that a build has loaded: copies in the directory of the build, so that a restart finds the very
 * files that the build began with.
 */
public final class LoadedLibraries {
    private final PipelineExecution execution;
    private final Path directory;
    private final Set<String> variables = new TreeSet<>();

    /**
     * @param directory of the build, for the copies
     */
    public LoadedLibraries(PipelineExecution execution, Path directory) {
        this.execution = execution;
        this.directory = directory;
    }

    /** Loads those that every build loads. */
    public void loadImplicit() throws IOException {
        for (var library : LibraryRegistry.get().implicit()) {
            load(library.name());
        }
    }

    /**
     * Loads a library, once.
     *
     * @param identifier name, or name@version
     */
    public synchronized void load(String identifier) throws IOException {
        var at = identifier.indexOf('@');
        var name = at < 0 ? identifier : identifier.substring(0, at);
        var version = at < 0 ? null : identifier.substring(at + 1);
        var copy = directory.resolve(name);
        if (name.isEmpty() || !copy.normalize().getParent().equals(directory.normalize())) {
            throw new AbortException("'" + identifier + "' is no name of a library");
        }
        if (Files.isDirectory(copy)) {
            execution.log().listener().getLogger().println("Library " + name + " is loaded already");
            return;
        }
        var library = LibraryRegistry.get().named(name);
        execution.log().listener().getLogger().println("Loading library " + name
                + (version == null && library.defaultVersion() == null ? ""
                : "@" + (version == null ? library.defaultVersion() : version)));
        library.copyTo(copy, version);
        add(copy);
    }

    private void add(Path copy) throws IOException {
        for (var part : List.of("src", "vars")) {
            if (Files.isDirectory(copy.resolve(part))) {
                execution.addSources(copy.resolve(part));
            }
        }
        var files = copy.resolve("vars").toFile().list((parent, file) -> file.endsWith(".groovy"));
        Arrays.stream(files == null ? new String[0] : files)
                .forEach(file -> variables.add(file.substring(0, file.length() - ".groovy".length())));
    }

    /** After a restart: uses the copies again. */
    public synchronized void restore() throws IOException {
        if (Files.isDirectory(directory)) {
            try (var copies = Files.list(directory)) {
                for (var copy : copies.sorted().toList()) {
                    add(copy);
                }
            }
        }
    }

    /** The names of the variables of all loaded libraries. */
    public synchronized Set<String> variables() {
        return new TreeSet<>(variables);
    }

    /** Whether a loaded library has this variable. */
    public synchronized boolean hasVariable(String name) {
        return variables.contains(name);
    }

    /**
     * A file of a library's resources.
     *
     * @param path below resources
     * @param charset null for the bytes in base64
     * @throws AbortException when no library, or more than one, has it
     */
    synchronized String resource(String path, Charset charset) throws IOException {
        Path found = null;
        if (Files.isDirectory(directory)) {
            try (var copies = Files.list(directory)) {
                for (var copy : copies.sorted().toList()) {
                    var root = copy.resolve("resources");
                    var file = root.resolve(path).normalize();
                    if (file.startsWith(root) && Files.isRegularFile(file)) {
                        if (found != null) {
                            throw new AbortException("Library resource " + path + " ambiguous: " + found + ", " + file);
                        }
                        found = file;
                    }
                }
            }
        }
        if (found == null) {
            throw new AbortException("No such library resource " + path + " could be found.");
        }
        return charset == null ? Base64.getEncoder().encodeToString(Files.readAllBytes(found))
                : Files.readString(found, charset);
    }
}
