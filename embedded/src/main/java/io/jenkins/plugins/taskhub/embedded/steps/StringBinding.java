package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;

import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.model.Descriptor;
import hudson.model.Run;

/** A secret text in one variable. */
public class StringBinding extends CredentialBinding {
    private final String variable;

    @DataBoundConstructor
    public StringBinding(String credentialsId, String variable) {
        super(credentialsId);
        this.variable = variable;
    }

    public String getVariable() {
        return variable;
    }

    @Override
    void bind(Run<?, ?> build, Bound bound) throws IOException, InterruptedException {
        bound.setSecret(variable, find(StringCredentials.class, build).getSecret().getPlainText());
    }

    /** Describes the binding {@code string}. */
    @Extension
    @Symbol("string")
    public static class DescriptorImpl extends Descriptor<CredentialBinding> {
        @Override
        public String getDisplayName() {
            return "Secret text";
        }
    }
}
