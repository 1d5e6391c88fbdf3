package io.jenkins.plugins.taskhub.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.taskhub.registry.RegistryException.Kind;
import io.jenkins.plugins.taskhub.registry.RegistryHttp.Answer;
import io.jenkins.plugins.taskhub.registry.RegistryHttp.Body;
import io.jenkins.plugins.taskhub.registry.RegistryHttp.Patience;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Speaks the distribution API from this process, without a thread that waits. Plain http is spoken with loopback only;
 * a proxy is taken from Java's settings.
 */
final class RegistryClient implements Registry {

    static final String MANIFESTS = String.join(", ",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json");
    private static final int MOST_TAGS = 10_000;
    private static final int PAGE = 1_000;
    private static final int SHOWN = 3;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?", Pattern.CASE_INSENSITIVE);
    private static final JsonFactory JSON = new JsonFactory();

    /** One for the process: its threads are daemons and end when they have nothing to do. */
    private static final class Shared {
        static final HttpClient HTTP = newHttpClient().build();
    }

    private final HttpClient http;
    private final Patience patience;
    private final Function<ImageReference, URI> addresses;

    /** A client with the usual time limits: 20 s an answer, three repetitions when the registry fails. */
    RegistryClient() {
        this(Shared.HTTP, Patience.USUAL, RegistryClient::address);
    }

    RegistryClient(HttpClient http, Patience patience, Function<ImageReference, URI> addresses) {
        this.http = http;
        this.patience = patience;
        this.addresses = addresses;
    }

    static HttpClient.Builder newHttpClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(Duration.ofSeconds(10));
    }

    @Override
    public CompletableFuture<Optional<String>> digest(ImageReference image, RegistryLogin login) {
        String reference = image.digest().or(image::tag).orElse("latest");
        URI uri = uri(image, "manifests/" + reference);
        RegistryHttp requests = requests(image, login);
        return requests.send("HEAD", uri, MANIFESTS).thenCompose(head -> {
            if (head.status() == 404) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            Optional<String> stated = statedDigest(head);
            return stated.isPresent()
                    ? CompletableFuture.completedFuture(stated)
                    : requests.send("GET", uri, MANIFESTS).thenApply(RegistryClient::hash);
        });
    }

    @Override
    public CompletableFuture<String> resolve(ImageReference image, RegistryLogin login) {
        return digest(image, login).thenCompose(digest -> digest.isPresent()
                ? CompletableFuture.completedFuture(digest.get())
                : nearest(image, image.tag().orElse("latest"), login)
                        .exceptionally(failure -> List.of())
                        .thenApply(tags -> {
                            throw unknown(image, tags);
                        }));
    }

    @Override
    public CompletableFuture<List<String>> nearest(ImageReference image, String wanted, RegistryLogin login) {
        return tags(image, login).thenApply(tags -> NearestTags.of(wanted, tags, SHOWN));
    }

    @Override
    public CompletableFuture<Optional<Map<String, String>>> labels(ImageReference image, RegistryLogin login) {
        return new ImageLabels(image, requests(image, login), rest -> uri(image, rest))
                .of(image.digest().or(image::tag).orElse("latest"));
    }

    @Override
    public CompletableFuture<Void> tag(ImageReference image, String tag, RegistryLogin login) {
        String digest = image.digest().orElseThrow(() -> new IllegalArgumentException(image + " has no digest"));
        RegistryHttp requests = requests(image, login);
        return requests.send("GET", uri(image, "manifests/" + digest), MANIFESTS).thenCompose(manifest -> {
            if (manifest.status() == 404) {
                throw new RegistryException(Kind.NOT_FOUND,
                        image + " is not in the registry (404). Push it first, or check the digest.");
            }
            String type = manifest.headers().firstValue("Content-Type").orElse("");
            if (type.isEmpty() || digest.startsWith("sha256:") && !hash(manifest).equals(Optional.of(digest))) {
                throw Failures.broken(image, "sent a manifest that does not have its digest");
            }
            return requests.put(uri(image, "manifests/" + ImageReference.checkTag(tag)), new Body(type, manifest.body()));
        }).thenAccept(answer -> {
            if (answer.status() == 404) {
                throw Failures.broken(image, "took no tag");
            }
        });
    }

    /**
     * The image's tags as the registry orders them, at most 10,000; fails with {@link Kind#NOT_FOUND} where there is no
     * such image.
     */
    CompletableFuture<List<String>> tags(ImageReference image, RegistryLogin login) {
        return page(requests(image, login), image, uri(image, "tags/list?n=" + PAGE), new ArrayList<>());
    }

    /** Where the registry of an image listens. */
    static URI address(ImageReference image) {
        String host = image.registry().equals(ImageReference.DOCKER_HUB) ? "registry-1.docker.io" : image.registry();
        return URI.create((Loopback.isRegistry(image) ? "http://" : "https://") + host);
    }

    private CompletableFuture<List<String>> page(
            RegistryHttp requests, ImageReference image, URI uri, List<String> collected) {
        return requests.send("GET", uri, "application/json").thenCompose(answer -> {
            if (answer.status() == 404) {
                throw new RegistryException(Kind.NOT_FOUND, "Registry " + image.registry() + " knows no image "
                        + image.repository() + " (404). Check the image's name.");
            }
            int before = collected.size();
            readTags(image, answer, collected);
            Optional<URI> next = answer.headers().firstValue("Link").flatMap(link -> next(answer.from(), link));
            return next.isEmpty() || collected.size() == before || collected.size() >= MOST_TAGS
                    ? CompletableFuture.completedFuture(List.copyOf(collected))
                    : page(requests, image, next.get(), collected);
        });
    }

    private static void readTags(ImageReference image, Answer answer, List<String> collected) {
        try (JsonParser json = JSON.createParser(answer.body())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean tags = json.currentName().equals("tags");
                if (json.nextToken() == JsonToken.START_ARRAY && tags) {
                    while (json.nextToken() != JsonToken.END_ARRAY && collected.size() < MOST_TAGS) {
                        collected.add(ImageReference.checkTag(json.getText()));
                    }
                    if (collected.size() >= MOST_TAGS) {
                        return;
                    }
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException | StepFailure e) {
            throw Failures.broken(image, "sent a list of tags that is none");
        }
    }

    private static Optional<URI> next(URI from, String link) {
        Matcher matcher = NEXT.matcher(link);
        try {
            return matcher.find() ? Optional.of(from.resolve(matcher.group(1))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RegistryException unknown(ImageReference image, List<String> nearest) {
        String tag = image.tag().orElse("latest");
        return new RegistryException(Kind.NOT_FOUND, nearest.isEmpty()
                ? image + " is not in the registry (404), which lists no tags of that image either. Check the"
                        + " image's name and that " + tag + " was pushed."
                : image.name() + " has no tag " + tag + " in the registry. Nearest: " + String.join(", ", nearest)
                        + ". Take one of these, or push " + tag + " first.");
    }

    private static Optional<String> statedDigest(Answer answer) {
        return answer.headers().firstValue("Docker-Content-Digest").filter(ImageReference::isDigest);
    }

    private static Optional<String> hash(Answer answer) {
        if (answer.status() == 404) {
            return Optional.empty();
        }
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(answer.body());
            return Optional.of("sha256:" + HexFormat.of().formatHex(sum));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private RegistryHttp requests(ImageReference image, RegistryLogin login) {
        return new RegistryHttp(http, patience, addresses.apply(image), image, login);
    }

    private URI uri(ImageReference image, String rest) {
        return addresses.apply(image).resolve("/v2/" + image.repository() + '/' + rest);
    }
}
