package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;

import hudson.model.Descriptor;
import hudson.util.Secret;
import io.jenkins.plugins.taskhub.embedded.library.LibraryRegistry;
import io.jenkins.plugins.taskhub.embedded.library.SharedLibrary;
import io.jenkins.plugins.taskhub.embedded.steps.LocalSettings;
import jenkins.model.Jenkins;

/** Makes a fresh controller what a builder asks for. */
final class ControllerSetup {
    private static final int EXECUTORS = 8;

    private ControllerSetup() {
    }

    static void apply(LocalController.Builder settings) throws IOException {
        Jenkins jenkins = Jenkins.get();
        jenkins.setNumExecutors(EXECUTORS);
        jenkins.setSecurityRealm(new LocalRealm(settings.groups));
        jenkins.setAuthorizationStrategy(new EveryoneBuilds());
        if (settings.labels != null) {
            jenkins.setLabelString(String.join(" ", settings.labels));
        }
        LocalSettings.get().setAnyLabel(settings.labels == null);
        LocalSettings.get().setEnvironment(settings.environment);
        settings.libraries.forEach((name, directory) ->
                LibraryRegistry.get().add(SharedLibrary.of(name, directory)));
        List<Credentials> known = SystemCredentialsProvider.getInstance().getCredentials();
        known.clear();
        for (Credential credential : settings.credentials) {
            known.add(credentials(credential));
        }
    }

    private static Credentials credentials(Credential credential) throws IOException {
        if (credential instanceof Credential.Text text) {
            return new StringCredentialsImpl(CredentialsScope.GLOBAL, text.id(), null,
                    Secret.fromString(text.secret()));
        } else if (credential instanceof Credential.SecretFile file) {
            return new FileCredentialsImpl(CredentialsScope.GLOBAL, file.id(), null,
                    file.file().getFileName().toString(), SecretBytes.fromBytes(Files.readAllBytes(file.file())));
        }
        Credential.Login login = (Credential.Login) credential;
        try {
            return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, login.id(), null, login.username(),
                    login.password());
        } catch (Descriptor.FormException e) {
            throw new IOException("The credential " + login.id() + " is refused: " + e.getMessage(), e);
        }
    }
}
