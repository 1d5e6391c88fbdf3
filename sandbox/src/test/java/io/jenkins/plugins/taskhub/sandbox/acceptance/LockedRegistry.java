package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.Tools;

/** A registry on loopback that lets only one user in, looked into as a client does. */
final class LockedRegistry implements AutoCloseable {
    static final String USER = "robot";
    static final String PASSWORD = "canary-58b1e90cc4-of-the-builds";

    private static final String MANIFESTS = "application/vnd.oci.image.manifest.v1+json, "
            + "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.index.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path login;
    private final Path program;
    private final Process process;
    private final String address;

    /** @param dir for the file with the password */
    LockedRegistry(Path dir) throws IOException, InterruptedException {
        login = Files.createFile(dir.resolve("login"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(login, USER + ":" + PASSWORD);
        try (var progress = Progress.onScreen(System.out)) {
            program = Tools.ofCheckout().built("cluster", progress);
        }
        process = new ProcessBuilder(program.toString(), "registry", "--auth", login.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        address = process.inputReader().readLine().replace("registry ", "");
    }

    /** Host and port. */
    String address() {
        return address;
    }

    int port() {
        return Integer.parseInt(address.replaceFirst(".*:", ""));
    }

    /** Pushes a small image for others to begin with. */
    String pushBase(String name) throws IOException, InterruptedException {
        var push = new ProcessBuilder(program.toString(), "image", "push", "--auth", login.toString(), address + "/" + name)
                .redirectErrorStream(true).start();
        var said = new String(push.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(push.waitFor()).as(said).isZero();
        return address + "/" + name;
    }

    /** The digest of a tag; empty where there is no such tag. */
    Optional<String> digest(String repository, String tag) throws IOException, InterruptedException {
        var answer = get(repository + "/manifests/" + tag);
        return answer.statusCode() == 404 ? Optional.empty() : answer.headers().firstValue("Docker-Content-Digest");
    }

    /** The configuration of an image for one platform. */
    JsonNode config(String repository, String tag) throws IOException, InterruptedException {
        var manifest = JSON.readTree(get(repository + "/manifests/" + tag).body());
        return JSON.readTree(get(repository + "/blobs/" + manifest.at("/config/digest").asText()).body());
    }

    /** Everything that an image consists of, unpacked, as text. */
    List<String> contents(String repository, String tag) throws IOException, InterruptedException {
        var all = new ArrayList<String>();
        byte[] manifest = get(repository + "/manifests/" + tag).body();
        all.add(text(manifest));
        var tree = JSON.readTree(manifest);
        all.add(text(get(repository + "/blobs/" + tree.at("/config/digest").asText()).body()));
        for (var layer : tree.path("layers")) {
            byte[] blob = get(repository + "/blobs/" + layer.path("digest").asText()).body();
            try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(blob))) {
                all.add(text(unzipped.readAllBytes()));
            }
        }
        return all;
    }

    /** The forms in which the password could be seen. */
    static List<String> canaries() {
        return List.of(PASSWORD, base64(PASSWORD), base64(USER + ":" + PASSWORD));
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        var pair = (USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        var answer = http.send(HttpRequest.newBuilder(URI.create("http://" + address + "/v2/" + path))
                .header("Accept", MANIFESTS)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isIn(200, 404);
        return answer;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
