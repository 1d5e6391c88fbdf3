package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.util.List;

import org.jenkinsci.plugins.workflow.job.WorkflowJob;

import hudson.model.JobProperty;

/** The properties of a job that its script defines. */
public final class JobProperties {
    private JobProperties() {
    }

    /** Takes away what an earlier script has set, and sets these. */
    @SuppressWarnings("unchecked")
    public static void replace(WorkflowJob job, List<? extends JobProperty<?>> properties) throws IOException {
        for (JobProperty<?> old : List.copyOf(job.getAllProperties())) {
            if (!(old instanceof LocalFolders)) {
                job.removeProperty(old.getClass());
            }
        }
        for (JobProperty<?> property : properties) {
            job.addProperty((JobProperty<? super WorkflowJob>) property);
        }
    }
}
