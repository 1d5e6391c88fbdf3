package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import jenkins.model.Jenkins;

/**
 * A directory on this machine, as sources. In a git repository what git ignores is left out; elsewhere hidden files
 * are; the home of the controller always is. What an earlier checkout brought and is gone from the directory is removed from the workspace.
 *
 * @param directory absolute path
 */
public record LocalSource(String directory) implements Serializable {
    private static final String LIST = "checkout.txt";

    /** Brings the files; returns GIT_COMMIT and GIT_BRANCH where there are any. */
    Map<String, String> checkOut(FilePath workspace, TaskListener listener) throws IOException, InterruptedException {
        Path from = Path.of(directory);
        Path to = Path.of(workspace.getRemote());
        if (!Files.isDirectory(from)) {
            throw new AbortException("checkout: there is no directory " + directory);
        }
        boolean repository = Git.isRepository(from);
        if (Files.exists(to) && Files.isSameFile(from, to)) {
            listener.getLogger().println("The sources are in the workspace already: " + directory);
        } else {
            Path home = Jenkins.get().getRootDir().toPath();
            List<String> files = (repository ? Git.files(from) : files(from)).stream()
                    .filter(file -> !from.resolve(file).startsWith(home)).toList();
            copy(from, to, files);
            forgetOthers(workspace, to, files);
            listener.getLogger().println("Checked out " + files.size() + " files of " + directory);
        }
        return repository ? Git.variables(from) : Map.of();
    }

    private static List<String> files(Path from) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            return walk.filter(Files::isRegularFile).map(from::relativize)
                    .filter(path -> StreamSupport.stream(path.spliterator(), false)
                            .noneMatch(part -> part.toString().startsWith(".")))
                    .map(Path::toString).toList();
        }
    }

    private static void copy(Path from, Path to, List<String> files) throws IOException {
        for (String file : files) {
            Path source = from.resolve(file);
            Path target = to.resolve(file);
            if (!Files.isRegularFile(source) || isSame(source, target)) {
                continue;
            }
            Files.createDirectories(target.getParent());
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static boolean isSame(Path source, Path target) throws IOException {
        return Files.exists(target) && Files.size(source) == Files.size(target)
                && Files.getLastModifiedTime(source).equals(Files.getLastModifiedTime(target));
    }

    private static void forgetOthers(FilePath workspace, Path to, List<String> files)
            throws IOException, InterruptedException {
        FilePath temp = WorkspaceList.tempDir(workspace);
        temp.mkdirs();
        FilePath list = temp.child(LIST);
        if (list.exists()) {
            Set<String> gone = new HashSet<>(list.readToString().lines().toList());
            files.forEach(gone::remove);
            for (String file : gone) {
                Files.deleteIfExists(to.resolve(file));
            }
        }
        list.write(String.join("\n", files), "UTF-8");
    }
}
