package io.jenkins.plugins.taskhub.step;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import hudson.util.Secret;
import io.jenkins.plugins.taskhub.cli.Agent;
import io.jenkins.plugins.taskhub.cli.Masker;
import io.jenkins.plugins.taskhub.config.Settings;
import io.jenkins.plugins.taskhub.credentials.Credentials;
import io.jenkins.plugins.taskhub.credentials.Login;
import io.jenkins.plugins.taskhub.kubernetes.ClusterAccess;
import io.jenkins.plugins.taskhub.kubernetes.ClusterPort;
import io.jenkins.plugins.taskhub.registry.Registry;
import io.jenkins.plugins.taskhub.report.BuildRecord;
import io.jenkins.plugins.taskhub.report.DeploymentRecord;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.report.TrendPoint;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Ports for engine tests: folders on this machine, a log in memory, and whatever cluster and registry a test brings. */
public final class FakePorts implements Ports, Agent, Build {
    public final EnvVars env = new EnvVars();
    public final Map<String, String> archived = new LinkedHashMap<>();
    public final List<Report> reports = new ArrayList<>();
    public final List<BuildRecord> records = new ArrayList<>();
    public final List<TrendPoint> trend = new ArrayList<>();
    public final List<String> unstable = new ArrayList<>();
    public final List<String> shownTests = new ArrayList<>();
    /** What becomes of tests that are shown. */
    public Optional<CompletableFuture<?>> tests = Optional.empty();
    public ClusterPort cluster;
    public ClusterAccess access;
    public Registry registry;
    public Credentials credentials;
    /** The global configuration. */
    public Settings settings = Settings.NONE;
    /** What {@link #credentials(String, Login)} knows as secret texts, by id. */
    public final Map<String, String> secretTexts = new LinkedHashMap<>();

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final Masker masker = new Masker();
    private final StepLog log;
    private final File workspace;
    private final File privateDir;

    public FakePorts(File root, String feature) {
        workspace = new File(root, "ws");
        privateDir = new File(root, "private");
        workspace.mkdirs();
        privateDir.mkdirs();
        env.put("HOME", root.getPath());
        log = new StepLog(new PrintStream(text, true, StandardCharsets.UTF_8), feature, masker::mask);
    }

    /** What is in the log so far. */
    public String text() {
        return text.toString(StandardCharsets.UTF_8);
    }

    @Override
    public StepLog log() {
        return log;
    }

    @Override
    public Masker masker() {
        return masker;
    }

    @Override
    public Agent agent() {
        return this;
    }

    @Override
    public Credentials credentials() {
        return credentials;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public ClusterPort cluster(ClusterAccess wanted, boolean viaAgent) {
        access = wanted;
        return cluster;
    }

    @Override
    public Registry registry(boolean viaAgent) {
        return registry;
    }

    @Override
    public Build build() {
        return this;
    }

    @Override
    public Optional<CompletableFuture<?>> showTests(String patterns) {
        shownTests.add(patterns);
        return tests;
    }

    @Override
    public CompletableFuture<?> othersReclaimed() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public FilePath workspace() {
        return new FilePath(workspace);
    }

    @Override
    public Launcher launcher() {
        throw new UnsupportedOperationException("an engine starts no process by itself");
    }

    @Override
    public EnvVars env() {
        return env;
    }

    @Override
    public TaskListener listener() {
        return TaskListener.NULL;
    }

    @Override
    public FilePath privateDir() {
        return new FilePath(privateDir);
    }

    @Override
    public String name() {
        return "deploy #7";
    }

    @Override
    public int number() {
        return 7;
    }

    @Override
    public String url() {
        return "https://jenkins.example.com/job/deploy/7/";
    }

    @Override
    public String startedBy() {
        return "dev-1";
    }

    @Override
    public void archive(Map<String, String> files) {
        archived.putAll(files);
    }

    @Override
    public void archive(FilePath folder, Map<String, String> files) throws IOException, InterruptedException {
        for (var file : files.entrySet()) {
            archived.put(file.getKey(), folder.child(file.getValue()).readToString());
        }
    }

    @Override
    public List<TrendPoint> trend(TrendPoint point) {
        trend.removeIf(earlier -> earlier.getBuild() == point.getBuild());
        trend.add(point);
        return List.copyOf(trend);
    }

    @Override
    public void unstable(String message) {
        unstable.add(message);
    }

    @Override
    public void report(Report report) {
        reports.add(report);
    }

    @Override
    public void keep(BuildRecord record) {
        records.add(record);
    }

    /** What was kept of deployments. */
    public List<DeploymentRecord> deployments() {
        return records.stream().filter(DeploymentRecord.class::isInstance).map(DeploymentRecord.class::cast).toList();
    }

    /** Credentials that know one kubeconfig and one login, whatever the id; both are masked. */
    public void credentials(String kubeconfig, Login login) {
        credentials = new Credentials() {
            @Override
            public Secret kubeconfig(String parameter, String id) {
                masker.add(kubeconfig);
                return Secret.fromString(kubeconfig);
            }

            @Override
            public Login registry(String parameter, String id) {
                return login;
            }

            @Override
            public Secret text(String parameter, String id) {
                var text = secretTexts.get(id);
                if (text == null) {
                    throw new StepFailure("no credential with the id of " + parameter + " '" + id + "' is visible");
                }
                masker.add(text);
                return Secret.fromString(text);
            }
        };
    }
}
