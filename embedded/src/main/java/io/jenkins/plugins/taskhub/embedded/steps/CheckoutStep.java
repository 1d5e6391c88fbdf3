package io.jenkins.plugins.taskhub.embedded.steps;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.TaskListener;

/** Brings sources into the workspace: {@code checkout scm}, or a git repository of this machine. */
public class CheckoutStep extends Step {
    private final Object scm;

    @DataBoundConstructor
    public CheckoutStep(Object scm) {
        if (!(scm instanceof LocalSource) && !(scm instanceof Map<?, ?> map && "GitSCM".equals(map.get("$class")))) {
            throw new IllegalArgumentException("checkout takes scm, or [$class: 'GitSCM', userRemoteConfigs:"
                    + " [[url: '/a/repository']], branches: [[name: 'main']]], not " + scm);
        }
        this.scm = scm;
    }

    public Object getScm() {
        return scm;
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronousNonBlocking(context, c -> {
            FilePath workspace = c.get(FilePath.class);
            TaskListener listener = c.get(TaskListener.class);
            if (scm instanceof LocalSource source) {
                return source.checkOut(workspace, listener);
            }
            return Git.checkOut(first("userRemoteConfigs", "url", null), first("branches", "name", "HEAD"),
                    Path.of(workspace.getRemote()), listener);
        });
    }

    private String first(String list, String key, String otherwise) throws AbortException {
        if (((Map<?, ?>) scm).get(list) instanceof List<?> entries && !entries.isEmpty()
                && entries.get(0) instanceof Map<?, ?> entry && entry.get(key) != null) {
            return entry.get(key).toString();
        } else if (otherwise == null) {
            throw new AbortException("checkout: GitSCM needs " + list + ": [[" + key + ": '…']]");
        }
        return otherwise;
    }

    /** Describes the step {@code checkout}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("checkout", "Check out from version control", false, FilePath.class, TaskListener.class);
        }
    }
}
