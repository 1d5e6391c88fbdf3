package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.model.Descriptor;
import hudson.model.Run;

/** A user name and a password in one variable, with a colon between. */
public class UsernameColonPasswordBinding extends CredentialBinding {
    private final String variable;

    @DataBoundConstructor
    public UsernameColonPasswordBinding(String credentialsId, String variable) {
        super(credentialsId);
        this.variable = variable;
    }

    public String getVariable() {
        return variable;
    }

    @Override
    void bind(Run<?, ?> build, Bound bound) throws IOException, InterruptedException {
        StandardUsernamePasswordCredentials found = find(StandardUsernamePasswordCredentials.class, build);
        bound.setSecret(variable, found.getUsername() + ":" + found.getPassword().getPlainText());
    }

    /** Describes the binding {@code usernameColonPassword}. */
    @Extension
    @Symbol("usernameColonPassword")
    public static class DescriptorImpl extends Descriptor<CredentialBinding> {
        @Override
        public String getDisplayName() {
            return "Username and password (conjoined)";
        }
    }
}
