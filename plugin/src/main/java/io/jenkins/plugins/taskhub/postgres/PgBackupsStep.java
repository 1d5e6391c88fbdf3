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

/** Lists the dumps of a PostgreSQL database. Its parameters are explained in {@code docs/steps/pgBackups.md}. */
@SuppressWarnings("rawtypes")
public class PgBackupsStep extends Step {
    @DataBoundSetter public String cronJob = "postgres-backup";
    @DataBoundSetter public String timeout = "5m";
    @DataBoundSetter public Map s3;
    @DataBoundSetter public String kubeconfigId;
    @DataBoundSetter public String context;
    @DataBoundSetter public String via = "controller";

    private final String namespace;

    /** Takes what is mandatory; {@link #start} checks it. */
    @DataBoundConstructor
    public PgBackupsStep(String namespace) {
        this.namespace = namespace;
    }

    /** Where the database and its CronJob are. */
    public String getNamespace() {
        return namespace;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return EngineExecution.of(context, DescriptorImpl.NAME, "backup", () -> new BackupList(
                new BackupJobs(namespace, cronJob, timeout, new KubeAccess(kubeconfigId, this.context, via)),
                S3Place.of(s3)));
    }

    /** Makes the step known as {@code pgBackups}. */
    @Extension
    public static class DescriptorImpl extends TaskhubStepDescriptor {
        private static final String NAME = "pgBackups";

        @Override
        public String getFunctionName() {
            return NAME;
        }

        @Override
        public String getDisplayName() {
            return Messages.PgBackupsStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, EnvVars.class);
        }
    }
}
