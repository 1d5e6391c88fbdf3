package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Run;
import hudson.slaves.WorkspaceList;

/** Turns one credential into environment variables. */
public abstract class CredentialBinding extends AbstractDescribableImpl<CredentialBinding>
        implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String credentialsId;

    CredentialBinding(String credentialsId) {
        this.credentialsId = credentialsId;
    }

    public final String getCredentialsId() {
        return credentialsId;
    }

    /** The variables that are set, and which of their values are secret. */
    abstract void bind(Run<?, ?> build, Bound bound) throws IOException, InterruptedException;

    final <C extends StandardCredentials> C find(Class<C> type, Run<?, ?> build) throws AbortException {
        C found = CredentialsProvider.findCredentialById(credentialsId, type, build);
        if (found != null) {
            CredentialsProvider.track(build, found);
            return found;
        }
        StandardCredentials other = CredentialsProvider.findCredentialById(credentialsId, StandardCredentials.class,
                build);
        throw new AbortException(other == null
                ? "Could not find credentials entry with ID '" + credentialsId + "'"
                : "Credentials '" + credentialsId + "' is of type '" + other.getClass().getSimpleName() + "' where '"
                        + type.getName() + "' was expected");
    }

    /** Collects what the bindings of one {@code withCredentials} set. */
    static final class Bound {
        private final FilePath workspace;
        private final Map<String, String> variables = new LinkedHashMap<>();
        private final Set<String> secrets = new LinkedHashSet<>();
        private final List<FilePath> files = new ArrayList<>();

        Bound(FilePath workspace) {
            this.workspace = workspace;
        }

        Map<String, String> variables() {
            return variables;
        }

        /** Names of the variables whose values must not be seen. */
        Set<String> secrets() {
            return secrets;
        }

        List<FilePath> files() {
            return files;
        }

        void set(String variable, String value) {
            variables.put(variable, value);
        }

        void setSecret(String variable, String value) {
            variables.put(variable, value);
            secrets.add(variable);
        }

        /** Puts the content into a file that only the agent's user can read, in a directory that nobody else can. */
        void setFile(String variable, FileCredentials credential) throws IOException, InterruptedException {
            if (workspace == null) {
                throw new AbortException("A file credential needs an agent: put withCredentials inside node { … }");
            }
            FilePath dir = WorkspaceList.tempDir(workspace).child("secretFiles").child(UUID.randomUUID().toString());
            dir.mkdirs();
            dir.chmod(0700);
            files.add(dir);
            FilePath file = dir.child(credential.getFileName());
            try (InputStream content = credential.getContent()) {
                file.copyFrom(content);
            }
            file.chmod(0400);
            setSecret(variable, file.getRemote());
        }
    }
}
