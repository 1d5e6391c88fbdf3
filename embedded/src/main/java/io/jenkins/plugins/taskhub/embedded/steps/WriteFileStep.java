package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.OutputStream;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

import hudson.Extension;
import hudson.FilePath;
import hudson.Util;

/** Writes a text to a file, whose directories are made. */
public class WriteFileStep extends Step {
    private final String file;
    private final String text;
    private String encoding;

    @DataBoundConstructor
    public WriteFileStep(String file, String text) {
        this.file = Required.text("writeFile", "file", file);
        if (text == null) {
            throw new IllegalArgumentException("writeFile takes a text");
        }
        this.text = text;
    }

    public String getFile() {
        return file;
    }

    public String getText() {
        return text;
    }

    /** Name of a character set, or {@code Base64} when the text holds bytes in that form. */
    public String getEncoding() {
        return encoding;
    }

    @DataBoundSetter
    public void setEncoding(String encoding) {
        this.encoding = Util.fixEmptyAndTrim(encoding);
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronousNonBlockingVoid(context, c -> {
            FilePath path = c.get(FilePath.class).child(file);
            path.getParent().mkdirs();
            try (OutputStream out = path.write()) {
                out.write(FileText.encode(text, encoding));
            }
        });
    }

    /** Describes the step {@code writeFile}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("writeFile", "Write file to workspace", false, FilePath.class);
        }
    }
}
