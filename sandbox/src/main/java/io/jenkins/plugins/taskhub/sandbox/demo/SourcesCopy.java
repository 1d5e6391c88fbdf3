package io.jenkins.plugins.taskhub.sandbox.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A copy of what the jobs read, so that the demo can change values without touching the user's checkout. */
public final class SourcesCopy {
    private static final List<String> FOLDERS = List.of("infra", "jenkinsfiles", "resources", "src", "vars");

    private final Path dir;

    private SourcesCopy(Path dir) {
        this.dir = dir;
    }

    /** Copies what the jobs of a checkout read into another folder. */
    public static SourcesCopy copy(Path checkout, Path target) throws IOException {
        for (var name : FOLDERS) {
            var folder = checkout.resolve(name);
            if (Files.isDirectory(folder)) {
                copyTree(folder, target.resolve(name));
            }
        }
        return new SourcesCopy(target);
    }

    /** Where the copy is. */
    public Path dir() {
        return dir;
    }

    /** The file of a job. */
    public Path jenkinsfile(String job) {
        return dir.resolve("jenkinsfiles").resolve(job + ".Jenkinsfile");
    }

    /** Replaces text in a file of the copy, as a commit would; the text must be there. */
    public void change(String file, String before, String after) throws IOException {
        var path = dir.resolve(file);
        var text = Files.readString(path);
        if (!text.contains(before)) {
            throw new IllegalStateException(file + " has no \"" + before + "\" to change");
        }
        Files.writeString(path, text.replace(before, after));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
