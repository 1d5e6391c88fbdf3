package io.jenkins.plugins.taskhub.scan;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import jenkins.MasterToSlaveFileCallable;

/**
 * Judges a report where it is, on the agent: only the {@link Judgement} travels. Writes SARIF and the baseline there.
 */
final class JudgeOnAgent extends MasterToSlaveFileCallable<Judgement> {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String report;
    private final String sarif;
    private final String baseline;
    private final boolean updateBaseline;
    private final Policy policy;
    private final IgnoreFile ignores;

    /**
     * @param name of the report, for messages
     * @param report its path, absolute or from the workspace
     * @param sarif the file to write, absolute
     * @param ignores what the ignore file says
     */
    JudgeOnAgent(String name, String report, String sarif, GateRequest request, IgnoreFile ignores) {
        this.name = name;
        this.report = report;
        this.sarif = sarif;
        this.baseline = request.baseline;
        this.updateBaseline = request.updateBaseline;
        this.policy = request.policy();
        this.ignores = ignores;
    }

    @Override
    public Judgement invoke(File workspace, VirtualChannel channel) throws IOException {
        Path root = workspace.toPath();
        Path file = root.resolve(report);
        if (!Files.exists(file)) {
            throw new StepFailure(name + " is missing: trivy has written none. Run the scan again");
        }
        Path known = baseline == null ? null : root.resolve(baseline);
        Baseline compared = known == null ? null
                : Files.exists(known) ? Baseline.read(baseline, Files.newInputStream(known)) : Baseline.empty();
        Judgement judgement;
        TreeMap<Baseline.Key, Severity> all = null;
        try (var out = new Sarif(Files.newOutputStream(Path.of(sarif)), compared != null)) {
            var judge = new Judge(policy, ignores, compared, out);
            if (updateBaseline) {
                all = judge.collect();
            }
            judgement = judge.judge(name, Files.newInputStream(file));
        }
        if (all != null) {
            Files.createDirectories(known.toAbsolutePath().getParent());
            try (OutputStream out = Files.newOutputStream(known)) {
                Baseline.write(out, all);
            }
        }
        return judgement;
    }
}
