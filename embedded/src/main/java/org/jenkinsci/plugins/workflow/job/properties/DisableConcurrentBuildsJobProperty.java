package org.jenkinsci.plugins.workflow.job.properties;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import jenkins.model.CauseOfInterruption;
import jenkins.model.OptionalJobProperty;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Builds of the job run one after the other. */
public class DisableConcurrentBuildsJobProperty extends OptionalJobProperty<Job<?, ?>> {
    private boolean abortPrevious;

    @DataBoundConstructor
    public DisableConcurrentBuildsJobProperty() {}

    /** Whether a new build ends the one before. */
    public boolean isAbortPrevious() {
        return abortPrevious;
    }

    @DataBoundSetter
    public void setAbortPrevious(boolean abortPrevious) {
        this.abortPrevious = abortPrevious;
    }

    /** Describes it. */
    @Extension
    @Symbol("disableConcurrentBuilds")
    public static class DescriptorImpl extends OptionalJobPropertyDescriptor {
        @Override
        public String getDisplayName() {
            return "Do not allow concurrent builds";
        }
    }

    /** A newer build took the place of this one. */
    public static final class CancelledCause extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;
        private final String newerBuild;
        private final String displayName;

        public CancelledCause(Run<?, ?> newerBuild) {
            this.newerBuild = newerBuild.getExternalizableId();
            this.displayName = newerBuild.getDisplayName();
        }

        /** The newer build, or null when it is gone. */
        public Run<?, ?> getNewerBuild() {
            return Run.fromExternalizableId(newerBuild);
        }

        @Override
        public String getShortDescription() {
            return "Superseded by " + displayName;
        }
    }
}
