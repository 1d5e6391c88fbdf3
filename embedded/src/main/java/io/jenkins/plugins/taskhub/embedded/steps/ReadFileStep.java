package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.InputStream;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;

/** Returns the text of a file. */
public class ReadFileStep extends Step {
    private final String file;
    private String encoding;

    @DataBoundConstructor
    public ReadFileStep(String file) {
        this.file = Required.text("readFile", "file", file);
    }

    public String getFile() {
        return file;
    }

    /** Name of a character set, or {@code Base64} for the bytes of any file. */
    public String getEncoding() {
        return encoding;
    }

    @DataBoundSetter
    public void setEncoding(String encoding) {
        this.encoding = Util.fixEmptyAndTrim(encoding);
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronousNonBlocking(context, c -> {
            FilePath path = c.get(FilePath.class).child(file);
            if (!path.exists()) {
                throw new AbortException("readFile: there is no file " + path.getRemote());
            }
            try (InputStream in = path.read()) {
                return FileText.decode(in.readAllBytes(), encoding);
            }
        });
    }

    /** Describes the step {@code readFile}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("readFile", "Read file from workspace", false, FilePath.class);
        }
    }
}
