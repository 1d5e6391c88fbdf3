package io.jenkins.plugins.taskhub.sandbox.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A copy of what the jobs read, so that the demo can change values without touching the user's checkout. */
final class Sources {
    private static final List<String> FOLDERS = List.of("infra", "jenkinsfiles", "resources", "src", "vars");

    private final Path dir;

    private Sources(Path dir) {
        this.dir = dir;
    }

    static Sources copy(Path checkout, Path target) throws IOException {
        for (var name : FOLDERS) {
            var folder = checkout.resolve(name);
            if (Files.isDirectory(folder)) {
                copyTree(folder, target.resolve(name));
            }
        }
        return new Sources(target);
    }

    Path dir() {
        return dir;
    }

    Path jenkinsfile(String job) {
        return dir.resolve("jenkinsfiles").resolve(job + ".Jenkinsfile");
    }

    void apply(Act.Change change) throws IOException {
        var file = dir.resolve(change.file());
        var text = Files.readString(file);
        if (!text.contains(change.before())) {
            throw new IllegalStateException(change.file() + " has no \"" + change.before() + "\" to change");
        }
        Files.writeString(file, text.replace(change.before(), change.after()));
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
