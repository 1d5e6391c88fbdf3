package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

import hudson.AbortException;
import hudson.model.Run;

/**
 * What {@code VARIABLE = credentials('id')} of a Declarative Pipeline sets: the text; the path of the file; or
 * {@code user:password}, with the parts in VARIABLE_USR and VARIABLE_PSW.
 */
public final class EnvironmentBinding extends CredentialBinding {
    private final String variable;

    public EnvironmentBinding(String variable, String credentialsId) {
        super(credentialsId);
        this.variable = variable;
    }

    @Override
    void bind(Run<?, ?> build, Bound bound) throws IOException, InterruptedException {
        StandardCredentials found = find(StandardCredentials.class, build);
        if (found instanceof StringCredentials text) {
            bound.setSecret(variable, text.getSecret().getPlainText());
        } else if (found instanceof FileCredentials file) {
            bound.setFile(variable, file);
        } else if (found instanceof StandardUsernamePasswordCredentials login) {
            String password = login.getPassword().getPlainText();
            bound.setSecret(variable, login.getUsername() + ":" + password);
            bound.set(variable + "_USR", login.getUsername());
            bound.setSecret(variable + "_PSW", password);
        } else {
            throw new AbortException("credentials('" + getCredentialsId() + "') is of type '"
                    + found.getClass().getSimpleName() + "'; environment takes a secret text, a secret file, or a"
                    + " user name with password");
        }
    }
}
