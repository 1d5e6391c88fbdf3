package io.jenkins.plugins.taskhub.embedded.library;

import hudson.AbortException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;

/**
 * A shared library that builds may load: {@code src/} with Groovy classes, {@code vars/} with variables,
 * {@code resources/} with files.
 *
 * @param name by which {@code @Library} and the step library call it
 * @param directory that holds it; the work tree of a git repository when versions are wanted
 * @param defaultVersion a branch, tag or commit; null for the files as they are now
 * @param implicit whether every build loads it
 */
public record SharedLibrary(String name, Path directory, String defaultVersion, boolean implicit) {
    private static final List<String> PARTS = List.of("src", "vars", "resources");
    private static final String LINK_MODE = "120000 ";

    /** A library of files as they are now. */
    public static SharedLibrary of(String name, Path directory) {
        return new SharedLibrary(name, directory, null, false);
    }

    /** The same library, loaded by every build. */
    public SharedLibrary implicitly() {
        return new SharedLibrary(name, directory, defaultVersion, true);
    }

    /**
     * Copies what a build needs.
     *
     * @param version null for the default
     * @throws AbortException when it is not there, or holds a symbolic link
     */
    void copyTo(Path target, String version) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new AbortException("The library " + name + " is not there: " + directory + " is no directory");
        }
        var wanted = version == null ? defaultVersion : version;
        if (wanted == null) {
            refuseTrackedLinks();
            for (var part : PARTS) {
                if (Files.isDirectory(directory.resolve(part))) {
                    copyPart(directory.resolve(part), target.resolve(part));
                }
            }
        } else {
            checkOut(target, wanted);
        }
        if (!Files.isDirectory(target.resolve("src")) && !Files.isDirectory(target.resolve("vars"))) {
            throw new AbortException("The library " + name + " has neither src nor vars in " + directory
                    + (wanted == null ? "" : " at " + wanted));
        }
    }

    private void copyPart(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isSymbolicLink()) {
                    throw linkFound(directory.relativize(file).toString());
                }
                copyFile(from.getFileName().toString(), file, to.resolve(from.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void copyFile(String part, Path file, Path to) throws IOException {
        if (isWanted(part, file.getFileName().toString())) {
            Files.createDirectories(to.getParent());
            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isWanted(String part, String file) {
        return switch (part) {
            case "src" -> file.endsWith(".groovy");
            case "vars" -> file.endsWith(".groovy") || file.endsWith(".txt");
            default -> true;
        };
    }

    private AbortException linkFound(String file) {
        return new AbortException("symlink found: the library " + name + " is refused, because " + file
                + " is a symbolic link. Replace it by a file.");
    }

    private void refuseTrackedLinks() throws IOException {
        if (Files.exists(directory.resolve(".git"))) {
            for (var line : new String(git("ls-files", "-s"), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith(LINK_MODE)) {
                    throw linkFound(line.substring(line.indexOf('\t') + 1));
                }
            }
        }
    }

    private void checkOut(Path target, String version) throws IOException {
        if (version.startsWith("-")) {
            throw new AbortException("The library " + name + " has no version '" + version + "'");
        }
        for (var line : new String(git("ls-tree", "-r", version), StandardCharsets.UTF_8).split("\n")) {
            if (line.startsWith(LINK_MODE)) {
                throw linkFound(line.substring(line.indexOf('\t') + 1));
            }
        }
        try (var zip = new ZipInputStream(new ByteArrayInputStream(git("archive", "--format=zip", version)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var part = entry.getName().split("/")[0];
                var file = target.resolve(entry.getName()).normalize();
                if (!entry.isDirectory() && PARTS.contains(part) && file.startsWith(target)
                        && isWanted(part, file.getFileName().toString())) {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private byte[] git(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        var errors = Files.createTempFile("git", ".err");
        try {
            var process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            var output = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new AbortException("The library " + name + " cannot be read: " + String.join(" ", command) + ": "
                        + Files.readString(errors).strip());
            }
            return output;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading the library " + name);
        } finally {
            Files.delete(errors);
        }
    }
}
