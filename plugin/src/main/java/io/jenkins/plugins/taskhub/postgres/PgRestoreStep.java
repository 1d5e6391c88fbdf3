package io.jenkins.plugins.taskhub.postgres;

import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.taskhub.step.EngineExecution;
import io.jenkins.plugins.taskhub.step.KubeAccess;
import io.jenkins.plugins.taskhub.step.Parameters;
import io.jenkins.plugins.taskhub.step.TaskhubStepDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Restores a PostgreSQL database. Its parameters are explained in {@code docs/steps/pgRestore.md}. */
@SuppressWarnings("rawtypes")
public class PgRestoreStep extends Step {
    @DataBoundSetter public String database = "taskdb";
    @DataBoundSetter public String confirmDatabase;
    @DataBoundSetter public List<String> scaleDown;
    @DataBoundSetter public boolean preRestoreDump = true;
    @DataBoundSetter public String verifyQuery;
    @DataBoundSetter public String cronJob = "postgres-backup";
    @DataBoundSetter public String timeout = "1h";
    @DataBoundSetter public Map s3;
    @DataBoundSetter public String kubeconfigId;
    @DataBoundSetter public String context;
    @DataBoundSetter public String via = "controller";
    @DataBoundSetter public boolean dryRun;

    private final String namespace;
    private final String dump;

    /** Takes what is mandatory; {@link #start} checks it. */
    @DataBoundConstructor
    public PgRestoreStep(String namespace, String dump) {
        this.namespace = namespace;
        this.dump = dump;
    }

    /** Where the database and its CronJob are. */
    public String getNamespace() {
        return namespace;
    }

    /** The name of the dump, or {@code latest}. */
    public String getDump() {
        return dump;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return EngineExecution.of(context, DescriptorImpl.NAME, "restore", () -> new Restore(
                new BackupJobs(namespace, cronJob, timeout, new KubeAccess(kubeconfigId, this.context, via)),
                request()));
    }

    private RestoreRequest request() {
        var request = new RestoreRequest();
        request.dump = dump;
        request.database = database;
        request.confirmDatabase = confirmDatabase;
        request.scaleDown = scaleDown == null ? new ArrayList<>() : new ArrayList<>(scaleDown);
        request.preRestoreDump = preRestoreDump;
        request.verifyQuery = Parameters.given(verifyQuery);
        request.s3 = S3Place.of(s3);
        request.dryRun = dryRun;
        return request.checked();
    }

    /** Makes the step known as {@code pgRestore}. */
    @Extension
    public static class DescriptorImpl extends TaskhubStepDescriptor {
        private static final String NAME = "pgRestore";

        @Override
        public String getFunctionName() {
            return NAME;
        }

        @Override
        public String getDisplayName() {
            return Messages.PgRestoreStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, EnvVars.class);
        }
    }
}
