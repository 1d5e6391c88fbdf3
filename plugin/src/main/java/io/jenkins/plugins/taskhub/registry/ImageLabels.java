package io.jenkins.plugins.taskhub.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.taskhub.registry.RegistryHttp.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Finds an image's labels: manifest, else the first manifest of its index, then the configuration that it names. */
final class ImageLabels {
    private static final JsonFactory JSON = new JsonFactory();
    /** An index may name a manifest; one that names an index again is none of ours. */
    private static final int DEEPEST = 1;

    private final ImageReference image;
    private final RegistryHttp requests;
    private final Function<String, URI> uris;

    /** What a manifest or an index points to. */
    private record Pointers(String config, String manifest) {}

    /** @param uris makes an address of what follows the image's name */
    ImageLabels(ImageReference image, RegistryHttp requests, Function<String, URI> uris) {
        this.image = image;
        this.requests = requests;
        this.uris = uris;
    }

    /** @param reference a tag or a digest */
    CompletableFuture<Optional<Map<String, String>>> of(String reference) {
        return manifest(reference, 0);
    }

    private CompletableFuture<Optional<Map<String, String>>> manifest(String reference, int depth) {
        return requests.send("GET", uris.apply("manifests/" + reference), RegistryClient.MANIFESTS).thenCompose(answer -> {
            if (answer.status() == 404) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            Pointers found = pointers(answer);
            if (found.config() != null) {
                return requests.send("GET", uris.apply("blobs/" + found.config()), "*/*")
                        .thenApply(config -> Optional.of(labels(config)));
            }
            if (found.manifest() != null && depth < DEEPEST) {
                return manifest(found.manifest(), depth + 1);
            }
            throw Failures.broken(image, "sent a manifest that is none");
        });
    }

    private Pointers pointers(Answer answer) {
        String config = null;
        String manifest = null;
        try (JsonParser json = object(answer)) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("config") && value == JsonToken.START_OBJECT) {
                    config = digest(json);
                } else if (name.equals("manifests") && value == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        String one = digest(json);
                        manifest = manifest == null ? one : manifest;
                    }
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw Failures.broken(image, "sent a manifest that is none");
        }
        return new Pointers(config, manifest);
    }

    /** Reads an object up to its end; gives its digest. */
    private String digest(JsonParser json) throws IOException {
        String digest = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = json.currentName().equals("digest");
            JsonToken value = json.nextToken();
            if (wanted && value == JsonToken.VALUE_STRING && ImageReference.isDigest(json.getText())) {
                digest = json.getText();
            }
            json.skipChildren();
        }
        return digest;
    }

    private Map<String, String> labels(Answer answer) {
        var labels = new LinkedHashMap<String, String>();
        try (JsonParser json = object(answer)) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean config = json.currentName().equals("config");
                if (json.nextToken() == JsonToken.START_OBJECT && config) {
                    readConfig(json, labels);
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw Failures.broken(image, "sent an image configuration that is none");
        }
        return labels;
    }

    private static void readConfig(JsonParser json, Map<String, String> labels) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = json.currentName().equals("Labels");
            if (json.nextToken() == JsonToken.START_OBJECT && wanted) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    labels.put(name, json.getValueAsString(""));
                    json.skipChildren();
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private static JsonParser object(Answer answer) throws IOException {
        JsonParser json = JSON.createParser(answer.body());
        if (answer.status() / 100 != 2 || json.nextToken() != JsonToken.START_OBJECT) {
            json.close();
            throw new IOException("no object");
        }
        return json;
    }
}
