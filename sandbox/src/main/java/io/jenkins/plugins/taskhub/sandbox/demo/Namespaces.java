package io.jenkins.plugins.taskhub.sandbox.demo;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** What the platform gives before an application is deployed: its namespaces, and the Secret of its database. */
public final class Namespaces {
    /** The Secret that the chart reads. */
    public static final String DATABASE_SECRET = "db-credentials";
    static final List<String> ALL = List.of("dev", "prod");

    private static final int PASSWORD_BYTES = 18;

    private Namespaces() {
    }

    /** Makes what is missing and says so; what is there stays. */
    public static void prepare(KubernetesClient client, List<String> names, PrintStream out) {
        for (var name : names) {
            if (client.namespaces().withName(name).get() == null) {
                client.resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
                        .create();
                out.println("[demo] Made the namespace " + name);
            }
            var secrets = client.secrets().inNamespace(name);
            if (secrets.withName(DATABASE_SECRET).get() == null) {
                secrets.resource(new SecretBuilder()
                        .withNewMetadata().withName(DATABASE_SECRET).endMetadata()
                        .withStringData(Map.of("username", "taskhub", "password", password())).build()).create();
                out.println("[demo] Made the Secret " + DATABASE_SECRET + " in " + name
                        + " (user taskhub, a random password)");
            }
        }
    }

    /** A random password. */
    static String password() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
