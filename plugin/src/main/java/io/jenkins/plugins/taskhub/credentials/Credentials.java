package io.jenkins.plugins.taskhub.credentials;

import hudson.util.Secret;
import java.io.IOException;

/**
 * Credentials as the running build may see them. Each look-up is recorded as a use, and the secrets in it are masked
 * from then on. An id that is not there, or is of another kind, is a
 * {@link io.jenkins.plugins.taskhub.step.StepFailure} that names the id, the parameter and the wanted kind.
 */
public interface Credentials {
    /**
     * The content of a kubeconfig, kept as a secret file.
     *
     * @param parameter the step's parameter that gave the id, for messages
     * @param id the credential's id
     */
    Secret kubeconfig(String parameter, String id) throws IOException, InterruptedException;

    /**
     * A user name with its password or token, kept as such, for a registry.
     *
     * @param parameter the step's parameter that gave the id, for messages
     * @param id the credential's id
     */
    Login registry(String parameter, String id) throws IOException, InterruptedException;

    /**
     * A secret text, such as a token or the password of a database.
     *
     * @param parameter the step's parameter that gave the id, for messages
     * @param id the credential's id
     */
    Secret text(String parameter, String id) throws IOException, InterruptedException;
}
