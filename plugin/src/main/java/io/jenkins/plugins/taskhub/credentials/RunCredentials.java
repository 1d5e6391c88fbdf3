package io.jenkins.plugins.taskhub.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.taskhub.cli.Masker;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** {@link Credentials} from Jenkins' credentials stores, in the context of a build. */
public final class RunCredentials implements Credentials {
    private static final int LARGEST_FILE = 1_000_000;
    /** The secret values of a kubeconfig, be it YAML or JSON. */
    private static final Pattern KUBECONFIG_SECRET = Pattern.compile(
            "[\"']?(?:token|password|client-key-data|client-secret|id-token|refresh-token|access-token)[\"']?"
                    + "\\s*:\\s*[\"']?([^\"'\\s,}]+)");

    private final Run<?, ?> run;
    private final Masker masker;

    /**
     * @param run whose permissions and folder decide what is visible
     * @param masker learns every secret that is looked up
     */
    public RunCredentials(Run<?, ?> run, Masker masker) {
        this.run = run;
        this.masker = masker;
    }

    @Override
    public Secret kubeconfig(String parameter, String id) throws IOException {
        var found = find(parameter, id, FileCredentials.class, "Secret file");
        try (var in = found.getContent()) {
            var content = new String(in.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8);
            maskKubeconfig(content, masker);
            return Secret.fromString(content);
        }
    }

    @Override
    public Login registry(String parameter, String id) {
        var found = find(parameter, id, StandardUsernamePasswordCredentials.class, "Username with password");
        masker.add(found.getPassword().getPlainText());
        return new Login(found.getUsername(), found.getPassword());
    }

    @Override
    public Secret text(String parameter, String id) {
        var found = find(parameter, id, StringCredentials.class, "Secret text");
        masker.add(found.getSecret().getPlainText());
        return found.getSecret();
    }

    /** Teaches the masker the tokens, passwords and keys of a kubeconfig, and leaves its names and addresses readable. */
    public static void maskKubeconfig(String content, Masker masker) {
        KUBECONFIG_SECRET.matcher(content).results().forEach(match -> masker.add(match.group(1)));
    }

    private <C extends StandardCredentials> C find(String parameter, String id, Class<C> type, String kind) {
        Names.plain(parameter, id);
        C found = CredentialsProvider.findCredentialById(id, type, run);
        if (found == null) {
            throw missing(parameter, id, kind);
        }
        CredentialsProvider.track(run, found);
        return found;
    }

    private StepFailure missing(String parameter, String id, String kind) {
        var other = CredentialsProvider.findCredentialById(id, StandardCredentials.class, run);
        String what = parameter + " " + Names.shown(id);
        if (other != null) {
            return new StepFailure(what + " is a credential of another kind: give the id of one of kind '" + kind + "'");
        }
        return new StepFailure("no credential with the id of " + what + " is visible to " + run.getParent().getFullName()
                + ": add one of kind '" + kind + "', or correct the id");
    }
}
