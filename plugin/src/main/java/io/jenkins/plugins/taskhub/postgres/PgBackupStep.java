package io.jenkins.plugins.taskhub.postgres;

import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.taskhub.step.EngineExecution;
import io.jenkins.plugins.taskhub.step.KubeAccess;
import io.jenkins.plugins.taskhub.step.TaskhubStepDescriptor;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Backs a PostgreSQL database up. Its parameters are explained in {@code docs/steps/pgBackup.md}. */
@SuppressWarnings("rawtypes")
public class PgBackupStep extends Step {
    @DataBoundSetter public String cronJob = "postgres-backup";
    @DataBoundSetter public String timeout = "30m";
    @DataBoundSetter public boolean verify = true;
    @DataBoundSetter public boolean waitForRunning;
    @DataBoundSetter public int keep;
    @DataBoundSetter public int keepDays;
    @DataBoundSetter public Map s3;
    @DataBoundSetter public String kubeconfigId;
    @DataBoundSetter public String context;
    @DataBoundSetter public String via = "controller";
    @DataBoundSetter public boolean dryRun;

    private final String namespace;

    /** Takes what is mandatory; {@link #start} checks it. */
    @DataBoundConstructor
    public PgBackupStep(String namespace) {
        this.namespace = namespace;
    }

    /** Where the database and its CronJob are. */
    public String getNamespace() {
        return namespace;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return EngineExecution.of(context, DescriptorImpl.NAME, "backup", () -> new Backup(
                new BackupJobs(namespace, cronJob, timeout, new KubeAccess(kubeconfigId, this.context, via)),
                request()));
    }

    private BackupRequest request() {
        var request = new BackupRequest();
        request.verify = verify;
        request.waitForRunning = waitForRunning;
        request.keep = keep;
        request.keepDays = keepDays;
        request.s3 = S3Place.of(s3);
        request.dryRun = dryRun;
        return request.checked();
    }

    /** Makes the step known as {@code pgBackup}. */
    @Extension
    public static class DescriptorImpl extends TaskhubStepDescriptor {
        private static final String NAME = "pgBackup";

        @Override
        public String getFunctionName() {
            return NAME;
        }

        @Override
        public String getDisplayName() {
            return Messages.PgBackupStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, EnvVars.class);
        }
    }
}
