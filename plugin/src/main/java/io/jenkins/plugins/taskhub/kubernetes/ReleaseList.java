package io.jenkins.plugins.taskhub.kubernetes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lists the Secrets of a release by metadata alone. The client has no call for that, so its HTTP side is asked for a
 * PartialObjectMetadataList; a server that sends whole Secrets all the same is read with their data skipped.
 */
final class ReleaseList {
    private static final String METADATA_ONLY =
            "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
    private static final int PAGE = 500;
    private static final ObjectMapper MAPPER = new ObjectMapper(new JsonFactory())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private ReleaseList() {
    }

    static List<ReleaseEntry> read(Cluster cluster, String namespace, String release) throws InterruptedException {
        var doing = "list the Secrets of release " + release + " in " + namespace;
        var entries = new ArrayList<ReleaseEntry>();
        var next = "";
        do {
            var from = next;
            var page = cluster.ask(doing, c -> page(c, cluster.failures(), namespace, release, from, doing));
            page.items().forEach(m -> entry(namespace, m).filter(e -> e.name().equals(release))
                    .ifPresent(entries::add));
            next = page.next();
        } while (!next.isEmpty());
        return entries;
    }

    private static Page page(KubernetesClient client, Failures failures, String namespace, String release, String next,
                             String doing) {
        var uri = failures.server() + "/api/v1/namespaces/" + namespace + "/secrets?limit=" + PAGE + "&labelSelector="
                + URLEncoder.encode("owner=helm,name=" + release, StandardCharsets.UTF_8)
                + (next.isEmpty() ? "" : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        var http = client.getHttpClient();
        var request = http.newHttpRequestBuilder().uri(uri).header("Accept", METADATA_ONLY).build();
        var timeout = client.getConfiguration().getRequestTimeout();
        var answer = http.sendAsync(request, byte[].class);
        try {
            HttpResponse<byte[]> response = answer.get(timeout, TimeUnit.MILLISECONDS);
            if (!response.isSuccessful()) {
                throw failures.answered(response.code(), message(response.body()), doing);
            }
            return parse(new ByteArrayInputStream(response.body()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted", e);
        } catch (ExecutionException e) {
            throw failures.of(e.getCause(), doing);
        } catch (TimeoutException | IOException e) {
            answer.cancel(true);
            throw failures.of(e, doing);
        }
    }

    private static String message(byte[] status) {
        try {
            return MAPPER.readTree(status).path("message").asText(new String(status, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new String(status, StandardCharsets.UTF_8);
        }
    }

    private record Page(List<ObjectMeta> items, String next) {
    }

    private static Page parse(InputStream json) throws IOException {
        var items = new ArrayList<ObjectMeta>();
        var next = "";
        try (var parser = MAPPER.getFactory().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var field = parser.currentName();
                parser.nextToken();
                if ("items".equals(field) && parser.currentToken() == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        items.add(metadata(parser));
                    }
                } else if ("metadata".equals(field)) {
                    next = Objects.toString(MAPPER.readValue(parser, Map.class).get("continue"), "");
                } else {
                    parser.skipChildren();
                }
            }
        }
        return new Page(items, next);
    }

    private static ObjectMeta metadata(JsonParser parser) throws IOException {
        var metadata = new ObjectMeta();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            parser.nextToken();
            if ("metadata".equals(field)) {
                metadata = MAPPER.readValue(parser, ObjectMeta.class);
            } else {
                parser.skipChildren();
            }
        }
        return metadata;
    }

    /** The entry that a Secret's metadata tell; nothing where they are not those of a release. */
    static Optional<ReleaseEntry> entry(String namespace, ObjectMeta metadata) {
        var labels = Objects.requireNonNullElse(metadata.getLabels(), Map.<String, String>of());
        var version = labels.getOrDefault("version", "");
        if (!version.matches("[1-9]\\d{0,8}") || !labels.containsKey("name")) {
            return Optional.empty();
        }
        var since = seconds(labels.get("modifiedAt")).or(() -> seconds(labels.get("createdAt")))
                .or(() -> instant(metadata.getCreationTimestamp())).orElse(Instant.EPOCH);
        return Optional.of(new ReleaseEntry(namespace, labels.get("name"), Integer.parseInt(version),
                ReleaseStatus.of(labels.get("status")), since,
                Objects.requireNonNullElse(metadata.getAnnotations(), Map.of())));
    }

    private static Optional<Instant> seconds(String label) {
        return label == null || !label.matches("\\d{1,12}") ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(Long.parseLong(label)));
    }

    private static Optional<Instant> instant(String timestamp) {
        try {
            return timestamp == null ? Optional.empty() : Optional.of(Instant.parse(timestamp));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
