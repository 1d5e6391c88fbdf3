package io.jenkins.plugins.taskhub.terraform;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import jenkins.MasterToSlaveFileCallable;

/** Looks at files on the agent: the folder with the configuration, the variable files, the plan. */
final class Folder {
    private Folder() {}

    /** @throws StepFailure when the folder or a variable file is missing, or lies outside the workspace */
    static void check(ApplyRequest request, Ports ports) throws IOException, InterruptedException {
        String wrong = ports.agent().workspace().act(new Look(request.dir, request.varFiles));
        if (wrong != null) {
            throw new StepFailure(wrong);
        }
    }

    /** The sha256 of a file in hexadecimal digits; null when there is no such file. */
    static String sha256(FilePath file) throws IOException, InterruptedException {
        return file.act(new Digest());
    }

    /** What is wrong, in words; null when nothing is. Runs on the agent. */
    private static final class Look extends MasterToSlaveFileCallable<String> {
        private static final long serialVersionUID = 1L;
        private static final int NAMED = 12;

        private final String dir;
        private final ArrayList<String> varFiles;

        Look(String dir, List<String> varFiles) {
            this.dir = dir;
            this.varFiles = new ArrayList<>(varFiles);
        }

        @Override
        public String invoke(File workspace, VirtualChannel channel) throws IOException {
            Path root = workspace.toPath().toRealPath();
            Path folder = root.resolve(dir).normalize();
            String shown = Names.shown(dir);
            if (!Files.isDirectory(folder)) {
                return "there is no folder " + shown + " in the workspace" + besides(folder)
                        + ": correct dir, or check it out first";
            }
            if (!folder.toRealPath().startsWith(root)) {
                return "dir " + shown + " leads out of the workspace by a symbolic link: give a path inside it";
            }
            if (list(folder).stream().noneMatch(file -> file.toString().matches(".*\\.(tf|tofu)(\\.json)?"))) {
                return "dir " + shown + " has no .tf file: give the folder with the configuration";
            }
            for (String each : varFiles) {
                Path file = folder.resolve(each).normalize();
                if (!Files.isRegularFile(file)) {
                    return "there is no variable file " + Names.shown(each) + " in " + dir
                            + (Files.exists(root.resolve(each)) ? " (paths are relative to dir)" : "")
                            + ": correct varFiles, or check it out first";
                }
                if (!file.toRealPath().startsWith(root)) {
                    return "varFiles " + Names.shown(each) + " leads out of the workspace: give a path inside it";
                }
            }
            return null;
        }

        /** The folders beside one that is missing: one of them was meant. */
        private static String besides(Path missing) throws IOException {
            Path parent = missing.getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                return "";
            }
            var names = list(parent).stream().filter(Files::isDirectory).map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.startsWith(".")).sorted().limit(NAMED).toList();
            return names.isEmpty() ? "" : " (beside it are " + String.join(", ", names) + ")";
        }

        private static List<Path> list(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.toList();
            }
        }
    }

    /** Runs on the agent. */
    private static final class Digest extends MasterToSlaveFileCallable<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String invoke(File file, VirtualChannel channel) throws IOException {
            if (!file.isFile()) {
                return null;
            }
            var digest = sha256();
            try (InputStream in = new DigestInputStream(Files.newInputStream(file.toPath()), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }
}
