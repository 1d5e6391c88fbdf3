package io.jenkins.plugins.taskhub.scan;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import jenkins.MasterToSlaveFileCallable;

/** Looks, in one call to the agent, whether what a gate needs is in the workspace before anything is started. */
final class GateInputs {
    private static final int LARGEST_IGNORE_FILE = 1_000_000;

    private GateInputs() {}

    /**
     * Checks the files, and reads the ignore file.
     *
     * @throws StepFailure for the first file that is missing, lies outside, or is not what it should be
     */
    static IgnoreFile check(GateRequest request, Ports ports) throws IOException, InterruptedException {
        String text = ports.agent().workspace().act(new Look(request));
        return text == null ? IgnoreFile.none() : IgnoreFileReader.read(request.ignoreFile, text, Instant.now());
    }

    /** Runs on the agent; gives back the text of the ignore file. */
    private static final class Look extends MasterToSlaveFileCallable<String> {
        private static final long serialVersionUID = 1L;

        private final LinkedHashMap<String, String> files = new LinkedHashMap<>();
        private final String folder;
        private final String baseline;
        private final boolean mayLackBaseline;
        private final String ignoreFile;

        Look(GateRequest request) {
            files.put("archive", request.archive);
            files.put("report", request.report);
            files.put("sbom", request.sbom);
            files.put("vex", request.vexFile());
            files.put("ignoreFile", request.ignoreFile);
            files.values().removeIf(value -> value == null);
            folder = request.path;
            baseline = request.baseline;
            mayLackBaseline = request.updateBaseline;
            ignoreFile = request.ignoreFile;
        }

        @Override
        public String invoke(File workspace, VirtualChannel channel) throws IOException {
            Path root = workspace.toPath().toRealPath();
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = inside(root, file.getKey(), file.getValue());
                if (!Files.isRegularFile(path)) {
                    throw new StepFailure("there is no file " + Names.shown(file.getValue())
                            + " in the workspace: correct "
                            + file.getKey() + ", or make or check out the file first");
                }
            }
            if (folder != null && !Files.exists(inside(root, "path", folder))) {
                throw new StepFailure("there is no " + Names.shown(folder) + " in the workspace: correct path, or "
                        + "check the sources out first");
            }
            if (baseline != null) {
                checkBaseline(inside(root, "baseline", baseline));
            }
            return ignoreFile == null ? null : text(root.resolve(ignoreFile));
        }

        private void checkBaseline(Path path) throws IOException {
            if (Files.exists(path)) {
                Baseline.read(baseline, Files.newInputStream(path));
            } else if (!mayLackBaseline) {
                throw new StepFailure("there is no baseline " + Names.shown(baseline) + " in the workspace: check it "
                        + "out, or run once with updateBaseline: true and commit the file that is written");
            }
        }

        private String text(Path path) throws IOException {
            if (Files.size(path) > LARGEST_IGNORE_FILE) {
                throw new StepFailure("ignoreFile " + Names.shown(ignoreFile) + " is larger than " + LARGEST_IGNORE_FILE
                        + " bytes: that is no list of decisions");
            }
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        }

        private static Path inside(Path root, String parameter, String value) throws IOException {
            Path path = root.resolve(value);
            Path existing = path;
            while (!Files.exists(existing)) {
                existing = existing.getParent();
            }
            if (!existing.toRealPath().startsWith(root)) {
                throw new StepFailure(parameter + " " + Names.shown(value) + " leads out of the workspace by a "
                        + "symbolic link: give a path inside it");
            }
            return path;
        }
    }
}
