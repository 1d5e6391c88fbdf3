package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import hudson.AbortException;
import hudson.model.TaskListener;

/** Calls git for repositories on this machine. */
final class Git {
    private Git() {
    }

    static boolean isRepository(Path dir) {
        return Files.exists(dir.resolve(".git"));
    }

    /** The files that are tracked, and those that are new and not ignored. */
    static List<String> files(Path repository) throws IOException, InterruptedException {
        String listed = run(repository, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        return listed.isEmpty() ? List.of() : List.of(listed.split("\0"));
    }

    /** GIT_COMMIT and GIT_BRANCH; empty before the first commit. */
    static Map<String, String> variables(Path repository) throws IOException, InterruptedException {
        try {
            return new LinkedHashMap<>(Map.of("GIT_COMMIT", run(repository, "rev-parse", "HEAD").strip(),
                    "GIT_BRANCH", run(repository, "rev-parse", "--abbrev-ref", "HEAD").strip()));
        } catch (AbortException e) {
            return Map.of();
        }
    }

    /** Brings a branch, tag or commit of a repository on this machine into a directory. */
    static Map<String, String> checkOut(String url, String branch, Path target, TaskListener listener)
            throws IOException, InterruptedException {
        String local = url.startsWith("file://") ? url.substring("file://".length()) : url;
        if (!Files.isDirectory(Path.of(local))) {
            throw new AbortException("git: " + url + " is no directory on this machine; Embedded Jenkins brings"
                    + " repositories of this machine only");
        }
        Files.createDirectories(target);
        if (!isRepository(target)) {
            run(target, "init", "--quiet");
        }
        run(target, "fetch", "--quiet", "--tags", "--force", local, "+refs/heads/*:refs/remotes/origin/*");
        String wanted = branch.startsWith("*/") ? branch.substring(2) : branch;
        String commit = resolve(target, wanted);
        run(target, "checkout", "--quiet", "--force", "--detach", commit);
        run(target, "clean", "--quiet", "-ffd");
        listener.getLogger().println("Checked out " + wanted + " (" + commit.substring(0, 10) + ") of " + url);
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("GIT_COMMIT", commit);
        variables.put("GIT_BRANCH", "origin/" + wanted);
        variables.put("GIT_URL", url);
        return variables;
    }

    private static String resolve(Path target, String wanted) throws IOException, InterruptedException {
        for (String name : List.of("refs/remotes/origin/" + wanted, "refs/tags/" + wanted, wanted)) {
            try {
                return run(target, "rev-parse", "--verify", "--quiet", name + "^{commit}").strip();
            } catch (AbortException e) {
                continue;
            }
        }
        throw new AbortException("git: there is no branch, tag or commit " + wanted);
    }

    private static String run(Path dir, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", dir.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AbortException("git " + arguments[0] + " in " + dir + " failed: " + output.strip());
        }
        return output;
    }
}
