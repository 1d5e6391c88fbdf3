package io.jenkins.plugins.taskhub.approval;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.StreamBuildListener;
import hudson.model.TaskListener;
import io.jenkins.plugins.taskhub.cli.Background;
import io.jenkins.plugins.taskhub.cli.Masker;
import io.jenkins.plugins.taskhub.config.TaskhubConfiguration;
import io.jenkins.plugins.taskhub.credentials.RunCredentials;
import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.registry.Registry;
import io.jenkins.plugins.taskhub.registry.RegistryLogin;
import io.jenkins.plugins.taskhub.report.ApprovalRecord;
import io.jenkins.plugins.taskhub.report.BuildRecords;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.report.ReportAction;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import io.jenkins.plugins.taskhub.step.StepLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * What the gate has of Jenkins around it. Made anew after a restart; never saved. Not for the Pipeline's own thread.
 */
final class ApprovalPorts {

    private static final int LARGEST_FREEZE = 64 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final StepContext context;
    private final Masker masker = new Masker();
    private final StepLog log;
    private final Run<?, ?> run;

    ApprovalPorts(StepContext context) throws IOException, InterruptedException {
        this.context = context;
        this.run = context.get(Run.class);
        this.log = new StepLog(context.get(TaskListener.class).getLogger(), "confirm", masker::mask);
    }

    StepLog log() {
        return log;
    }

    Run<?, ?> run() {
        return run;
    }

    /** The registry, asked from here or through the agent of the surrounding node. */
    Registry registry(ApprovalRequest request) throws IOException, InterruptedException {
        if (request.via.equals("controller")) {
            return Registry.direct();
        }
        return Registry.through(workspace("via: 'agent'").getChannel(), Background::run);
    }

    /** The login for the registry; null where none was asked for. */
    RegistryLogin login(ApprovalRequest request) {
        String id = TaskhubConfiguration.settings().registryCredentialsId(request.registryCredentialsId,
                ImageReference.read(request.image).map(ImageReference::registry).orElse(""));
        if (id == null) {
            return null;
        }
        var login = new RunCredentials(run, masker).registry("registryCredentialsId", id);
        return new RegistryLogin(login.username(), login.password().getPlainText());
    }

    /** The ranges of the freeze, from the parameter itself or from the file that it names; null where there is none. */
    String freezeText(ApprovalRequest request) throws IOException, InterruptedException {
        String freeze = request.freeze;
        if (freeze == null || Freeze.isText(freeze)) {
            return freeze;
        }
        FilePath file = workspace("freeze: a file").child(Names.workspacePath("freeze", freeze));
        if (!file.exists()) {
            throw new StepFailure("freeze " + Names.shown(freeze) + " is not in the workspace: check it out first, or"
                    + " give the date ranges themselves (readFile)");
        }
        if (file.length() > LARGEST_FREEZE) {
            throw new StepFailure("freeze " + Names.shown(freeze) + " has " + file.length() + " bytes, more than "
                    + LARGEST_FREEZE + ": give a file of date ranges");
        }
        return file.readToString();
    }

    /** Where people answer: the whole address, or the path where Jenkins does not know its own address. */
    String promptUrl() {
        String root = Jenkins.get().getRootUrl();
        return (root == null ? "/" : root) + run.getUrl() + "input/";
    }

    /** Keeps the approval with the build, as a record, as a report and as an artifact. */
    void keep(ApprovalRecord record, Report report) throws IOException, InterruptedException {
        int earlier = BuildRecords.of(run, ApprovalRecord.class).size();
        BuildRecords.add(run, record);
        ReportAction.add(run, report);
        archive(earlier == 0 ? "approval.json" : "approval-" + (earlier + 1) + ".json",
                JSON.writeValueAsString(record.getFacts()) + "\n");
    }

    /** Archives from a folder of the controller: there may be no node around. */
    private void archive(String name, String text) throws IOException, InterruptedException {
        TaskListener listener = context.get(TaskListener.class);
        Path folder = Files.createTempDirectory("taskhub-approval");
        try {
            Files.writeString(folder.resolve(name), text);
            run.pickArtifactManager().archive(new FilePath(folder.toFile()), new Launcher.LocalLauncher(listener),
                    new StreamBuildListener(listener.getLogger(), StandardCharsets.UTF_8), Map.of(name, name));
        } finally {
            Files.deleteIfExists(folder.resolve(name));
            Files.deleteIfExists(folder);
        }
    }

    private FilePath workspace(String what) throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        if (workspace == null) {
            throw new StepFailure(what + " needs a surrounding node: put the step into one, or leave it out");
        }
        return workspace;
    }
}
