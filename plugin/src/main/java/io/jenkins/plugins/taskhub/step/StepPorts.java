package io.jenkins.plugins.taskhub.step;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.taskhub.cli.Agent;
import io.jenkins.plugins.taskhub.cli.AgentAway;
import io.jenkins.plugins.taskhub.cli.Background;
import io.jenkins.plugins.taskhub.cli.Masker;
import io.jenkins.plugins.taskhub.config.Settings;
import io.jenkins.plugins.taskhub.config.TaskhubConfiguration;
import io.jenkins.plugins.taskhub.credentials.Credentials;
import io.jenkins.plugins.taskhub.credentials.RunCredentials;
import io.jenkins.plugins.taskhub.kubernetes.AgentCluster;
import io.jenkins.plugins.taskhub.kubernetes.ClusterAccess;
import io.jenkins.plugins.taskhub.kubernetes.ClusterPort;
import io.jenkins.plugins.taskhub.registry.Registry;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The {@link Ports} of a step that runs in Jenkins. */
final class StepPorts implements Ports, Agent {
    private static final Logger LOGGER = Logger.getLogger(StepPorts.class.getName());

    private final StepContext context;
    private final Masker masker = new Masker();
    private final StepLog log;
    private final Run<?, ?> run;
    private final Credentials credentials;
    private final Consumer<String> remember;
    private String privateDir;

    /**
     * @param privateDir the private folder that this execution made before a restart, or null
     * @param remember told the path of the private folder when it is made, to save it
     */
    StepPorts(StepContext context, String feature, String privateDir, Consumer<String> remember)
            throws IOException, InterruptedException {
        this.context = context;
        this.privateDir = privateDir;
        this.remember = remember;
        this.log = new StepLog(context.get(TaskListener.class).getLogger(), feature, masker::mask);
        this.run = context.get(Run.class);
        this.credentials = new RunCredentials(run, masker);
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
        return TaskhubConfiguration.settings();
    }

    @Override
    public String program(String name) {
        return settings().programs().getOrDefault(name, name);
    }

    @Override
    public ClusterPort cluster(ClusterAccess access, boolean viaAgent) throws IOException, InterruptedException {
        return viaAgent ? new AgentCluster(workspace().getChannel(), access) : ClusterPort.onController(access);
    }

    @Override
    public Registry registry(boolean viaAgent) throws IOException, InterruptedException {
        return viaAgent ? Registry.through(workspace().getChannel(), Background.executor()) : Registry.direct();
    }

    @Override
    public void unstable(String message) throws IOException, InterruptedException {
        log.line("WARNING: " + message);
        context.get(FlowNode.class).addOrReplaceAction(
                new WarningAction(Result.UNSTABLE).withMessage(masker.mask(message)));
        run.setResult(Result.UNSTABLE);
    }

    @Override
    public Build build() {
        return new RunBuild(run, this, masker, log, this::settings);
    }

    @Override
    public Optional<CompletableFuture<?>> showTests(String patterns) throws IOException, InterruptedException {
        return NestedStep.start(context, "junit", Map.of("testResults", patterns, "allowEmptyResults", true))
                .map(end -> end);
    }

    @Override
    public CompletableFuture<?> othersReclaimed() {
        return Reclaim.once();
    }

    @Override
    public FilePath workspace() throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        if (workspace == null) {
            throw new AgentAway("the agent is not connected");
        }
        return workspace;
    }

    @Override
    public Launcher launcher() throws IOException, InterruptedException {
        Launcher launcher = context.get(Launcher.class);
        if (launcher == null) {
            throw new AgentAway("the agent is not connected");
        }
        return launcher;
    }

    @Override
    public EnvVars env() throws IOException, InterruptedException {
        EnvVars env = context.get(EnvVars.class);
        return env == null ? new EnvVars() : env;
    }

    @Override
    public TaskListener listener() throws IOException, InterruptedException {
        return context.get(TaskListener.class);
    }

    @Override
    public synchronized FilePath privateDir() throws IOException, InterruptedException {
        FilePath workspace = workspace();
        if (privateDir == null) {
            FilePath made = WorkspaceList.tempDir(outermost(workspace)).child("taskhub-" + UUID.randomUUID());
            privateDir = made.getRemote();
            remember.accept(privateDir);
            made.mkdirs();
            made.chmod(0700);
            return made;
        }
        return workspace.child(privateDir);
    }

    /** The workspace of the node, where the step runs in a {@code dir} below it: nothing secret may lie inside. */
    private FilePath outermost(FilePath workspace) throws IOException, InterruptedException {
        String root = env().get("WORKSPACE", "");
        return !root.isEmpty() && workspace.getRemote().startsWith(root + "/") ? workspace.child(root) : workspace;
    }

    /** Posts a prompt for the step. */
    Prompt post(Question question, String lastId, Prompt.Listener listener) throws IOException, InterruptedException {
        try {
            return Prompt.post(context, question, lastId, listener);
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The prompt could not be posted: " + e, e);
        }
    }

    /** Takes a prompt off the build's list that was posted before a restart. */
    void forgetPrompt(String id) throws IOException, InterruptedException {
        try {
            Prompt.forget(context, id);
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The prompt of before the restart could not be taken away: " + e, e);
        }
    }

    /** Where people answer: the whole address, or the path where Jenkins does not know its own address. */
    String promptUrl() {
        String root = Jenkins.get().getRootUrl();
        return (root == null ? "/" : root) + run.getUrl() + "input/";
    }

    /** Whether a user started the build, or one that triggered it. */
    boolean startedBy(String user) {
        return Starters.of(run).stream().anyMatch(user::equalsIgnoreCase);
    }

    /** Saves the step with the build. */
    void save() {
        context.saveState();
    }

    /** Deletes the private folder if there is one; where that fails the log says which folder is left. */
    synchronized void deletePrivateDir() {
        if (privateDir == null) {
            return;
        }
        try {
            workspace().child(privateDir).deleteRecursive();
            privateDir = null;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "could not delete " + privateDir, e);
            log.line("could not delete the private folder " + privateDir + " on the agent: delete it by hand");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
