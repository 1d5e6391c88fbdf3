package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.model.Descriptor;
import hudson.model.Run;

/** A user name and a password in two variables. */
public class UsernamePasswordBinding extends CredentialBinding {
    private final String usernameVariable;
    private final String passwordVariable;

    @DataBoundConstructor
    public UsernamePasswordBinding(String credentialsId, String usernameVariable, String passwordVariable) {
        super(credentialsId);
        this.usernameVariable = usernameVariable;
        this.passwordVariable = passwordVariable;
    }

    public String getUsernameVariable() {
        return usernameVariable;
    }

    public String getPasswordVariable() {
        return passwordVariable;
    }

    @Override
    void bind(Run<?, ?> build, Bound bound) throws IOException, InterruptedException {
        StandardUsernamePasswordCredentials found = find(StandardUsernamePasswordCredentials.class, build);
        bound.set(usernameVariable, found.getUsername());
        bound.setSecret(passwordVariable, found.getPassword().getPlainText());
    }

    /** Describes the binding {@code usernamePassword}. */
    @Extension
    @Symbol("usernamePassword")
    public static class DescriptorImpl extends Descriptor<CredentialBinding> {
        @Override
        public String getDisplayName() {
            return "Username and password (separated)";
        }
    }
}
