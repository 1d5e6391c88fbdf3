package io.jenkins.plugins.taskhub.sandbox.acceptance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The Secret in which helm keeps a revision: JSON, gzipped, in base64, in the API's own base64. */
record StoredRelease(KubernetesClient client, Secret secret) {
    static StoredRelease newest(KubernetesClient client, String namespace) {
        return client.secrets().inNamespace(namespace).withLabel("owner", "helm").list().getItems().stream()
                .max(Comparator.comparingInt(StoredRelease::version)).map(secret -> new StoredRelease(client, secret))
                .orElseThrow();
    }

    /** Stores the same release as another revision, with another status, and other text in its JSON. */
    void copyAs(int version, String status, Map<String, String> replacements) {
        var json = unpack(secret.getData().get("release"))
                .replace("\"status\":\"deployed\"", "\"status\":\"" + status + "\"")
                .replace("\"version\":" + version(secret) + ",", "\"version\":" + version + ",");
        for (var replacement : replacements.entrySet()) {
            json = json.replace(replacement.getKey(), replacement.getValue());
        }
        var labels = new HashMap<>(secret.getMetadata().getLabels());
        labels.put("status", status);
        labels.put("version", Integer.toString(version));
        client.resource(new SecretBuilder().withNewMetadata().withLabels(labels)
                .withNamespace(secret.getMetadata().getNamespace())
                .withName("sh.helm.release.v1." + labels.get("name") + ".v" + version).endMetadata()
                .withType(secret.getType()).withData(Map.of("release", pack(json))).build()).create();
    }

    private static int version(Secret secret) {
        return Integer.parseInt(secret.getMetadata().getLabels().get("version"));
    }

    private static String unpack(String data) {
        var zipped = Base64.getDecoder().decode(Base64.getDecoder().decode(data));
        try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pack(String json) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(Base64.getEncoder().encode(bytes.toByteArray()));
    }
}
