package io.jenkins.plugins.taskhub.sandbox.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/**
 * A copy of what the jobs read, as a git repository on the branch develop, so that the demo can commit changes and
 * leave the user's checkout alone.
 */
public final class SourcesCopy {
    private static final List<String> FOLDERS = List.of("examples", "infra", "jenkinsfiles", "resources", "src",
            "vars");
    /** What builds leave in the folders. */
    private static final String BUILT = "target";
    private static final List<String> GIT = List.of("git", "-c", "user.name=dev-1", "-c", "user.email=dev-1@example.com",
            "-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0");

    private final Path dir;

    private SourcesCopy(Path dir) {
        this.dir = dir;
    }

    /**
     * Copies what the jobs of a checkout read into another folder.
     *
     * @throws CommandFailure where there is no git
     */
    public static SourcesCopy copy(Path checkout, Path target) throws IOException, InterruptedException {
        for (var name : FOLDERS) {
            var folder = checkout.resolve(name);
            if (Files.isDirectory(folder)) {
                copyTree(folder, target.resolve(name));
            }
        }
        var copy = new SourcesCopy(target);
        copy.git("init", "--quiet", "--initial-branch=develop");
        copy.commit("The sources");
        return copy;
    }

    /** Where the copy is. */
    public Path dir() {
        return dir;
    }

    /** The file of a job. */
    public Path jenkinsfile(String job) {
        return dir.resolve("jenkinsfiles").resolve(job + ".Jenkinsfile");
    }

    /** Replaces text in a file of the copy and commits that; the text must be there. */
    public void change(String file, String before, String after) throws IOException, InterruptedException {
        var path = dir.resolve(file);
        var text = Files.readString(path);
        if (!text.contains(before)) {
            throw new IllegalStateException(file + " has no \"" + before + "\" to change");
        }
        Files.writeString(path, text.replace(before, after));
        commit("Change " + file);
    }

    /** Commits everything that is new or changed. */
    public void commit(String message) throws IOException, InterruptedException {
        git("add", "--all");
        git("commit", "--quiet", "--message", message);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(GIT);
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw CommandFailure.failed("git is needed: the jobs read the commit that they build. Install it (Debian:"
                    + " apt-get install git).");
        }
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw CommandFailure.failed("git " + arguments[0] + " failed: " + said.strip());
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files.filter(path -> !isBuilt(from.relativize(path)))::iterator) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static boolean isBuilt(Path path) {
        for (var part : path) {
            if (part.toString().equals(BUILT)) {
                return true;
            }
        }
        return false;
    }
}
