package io.jenkins.plugins.taskhub.embedded.steps;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

import hudson.EnvVars;
import hudson.util.Secret;

/** Variables of withCredentials; saved in encrypted form only. */
final class SecretVariables extends EnvironmentExpander {
    private static final long serialVersionUID = 1L;
    private final Map<String, String> encrypted = new LinkedHashMap<>();
    private final Set<String> secret;

    SecretVariables(Map<String, String> variables, Set<String> secret) {
        variables.forEach((name, value) -> encrypted.put(name, Secret.fromString(value).getEncryptedValue()));
        this.secret = new LinkedHashSet<>(secret);
    }

    @Override
    public void expand(EnvVars env) {
        encrypted.forEach((name, value) -> env.override(name, Secret.fromString(value).getPlainText()));
    }

    @Override
    public Set<String> getSensitiveVariables() {
        return Set.copyOf(secret);
    }
}
