package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Looks into a registry on loopback as a client does.
 *
 * @param address host and port
 * @param login user:password; empty where anybody may read
 */
record RegistryContent(String address, Optional<String> login) {
    private static final String MANIFESTS = "application/vnd.oci.image.manifest.v1+json, "
            + "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.index.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The digest of a tag; empty where there is no such tag. */
    Optional<String> digest(String repository, String tag) throws IOException, InterruptedException {
        var answer = get(repository + "/manifests/" + tag);
        return answer.statusCode() == 404 ? Optional.empty() : answer.headers().firstValue("Docker-Content-Digest");
    }

    /** The configuration of an image for one platform. */
    JsonNode config(String repository, String tag) throws IOException, InterruptedException {
        return JSON.readTree(blob(repository, manifest(repository, tag).at("/config/digest").asText()));
    }

    /** Everything that an image consists of, unpacked, as text. */
    List<String> contents(String repository, String tag) throws IOException, InterruptedException {
        var manifest = manifest(repository, tag);
        var all = new ArrayList<>(List.of(manifest.toString(),
                text(blob(repository, manifest.at("/config/digest").asText()))));
        for (var layer : manifest.path("layers")) {
            byte[] blob = blob(repository, layer.path("digest").asText());
            try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(blob))) {
                all.add(text(unzipped.readAllBytes()));
            }
        }
        return all;
    }

    private JsonNode manifest(String repository, String tag) throws IOException, InterruptedException {
        return JSON.readTree(get(repository + "/manifests/" + tag).body());
    }

    private byte[] blob(String repository, String digest) throws IOException, InterruptedException {
        return get(repository + "/blobs/" + digest).body();
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + address + "/v2/" + path)).header("Accept", MANIFESTS);
        login.ifPresent(pair -> request.header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
        var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isIn(200, 404);
        return answer;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
