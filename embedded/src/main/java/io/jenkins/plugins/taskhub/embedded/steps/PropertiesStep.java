package io.jenkins.plugins.taskhub.embedded.steps;

import java.util.ArrayList;
import java.util.List;

import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.JobProperty;

/** Sets properties of the job: its parameters, how many builds are kept, whether builds run side by side. */
public class PropertiesStep extends Step {
    private final List<JobProperty<?>> properties;

    @DataBoundConstructor
    public PropertiesStep(List<JobProperty<?>> properties) {
        this.properties = new ArrayList<>(properties);
    }

    public List<JobProperty<?>> getProperties() {
        return properties;
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronousVoid(context, c -> JobProperties.replace((WorkflowJob) c.get(Job.class),
                properties));
    }

    /** Describes the step {@code properties}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("properties", "Set job properties", false, Job.class);
        }
    }
}
