package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;

import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.model.Descriptor;
import hudson.model.Run;

/** The path of a secret file in one variable; the file is there as long as the body runs. */
public class FileBinding extends CredentialBinding {
    private final String variable;

    @DataBoundConstructor
    public FileBinding(String credentialsId, String variable) {
        super(credentialsId);
        this.variable = variable;
    }

    public String getVariable() {
        return variable;
    }

    @Override
    void bind(Run<?, ?> build, Bound bound) throws IOException, InterruptedException {
        bound.setFile(variable, find(FileCredentials.class, build));
    }

    /** Describes the binding {@code file}. */
    @Extension
    @Symbol("file")
    public static class DescriptorImpl extends Descriptor<CredentialBinding> {
        @Override
        public String getDisplayName() {
            return "Secret file";
        }
    }
}
