package io.jenkins.plugins.taskhub.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Requests to one registry about one image: log-in on demand, redirects, a few repetitions when the registry fails. No
 * thread waits for an answer. Credentials go to the registry itself and to the token service that it names, nowhere
 * else.
 */
final class RegistryHttp {

    /** How long to wait for one answer and before the first repetition, and how often to repeat. */
    record Patience(Duration timeout, Duration pause, int repetitions) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(20), Duration.ofMillis(500), 3);
    }

    /** An answer that was read whole. */
    record Answer(URI from, int status, HttpHeaders headers, byte[] body) {}

    /** What a request brings along. */
    record Body(String type, byte[] bytes) {}

    /**
     * A 401 is answered with a log-in once ({@code mayLogIn}); the authorization stays with its origin. The body may be
     * null.
     */
    private record Request(String method, URI uri, String accept, Body body, Optional<String> authorization,
            boolean mayLogIn, int redirects, int failures) {

        Request authorized(String value) {
            return new Request(method, uri, accept, body, Optional.of(value), false, redirects, failures);
        }

        Request redirected(URI target) {
            Optional<String> kept = sameOrigin(uri, target) ? authorization : Optional.empty();
            return new Request(method, target, accept, body, kept, mayLogIn, redirects + 1, failures);
        }

        Request repeated() {
            return new Request(method, uri, accept, body, authorization, mayLogIn, redirects, failures + 1);
        }
    }

    private static final int LONGEST_BODY = 4 * 1024 * 1024;
    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient http;
    private final Patience patience;
    private final URI registry;
    private final ImageReference image;
    private final RegistryLogin login;

    /** Takes the registry's address, and its login or null. */
    RegistryHttp(HttpClient http, Patience patience, URI registry, ImageReference image, RegistryLogin login) {
        this.http = http;
        this.patience = patience;
        this.registry = registry;
        this.image = image;
        this.login = login;
    }

    /** Sends the request; completes with the answer when its status is 2xx or 404, else with a RegistryException. */
    CompletableFuture<Answer> send(String method, URI uri, String accept) {
        return send(new Request(method, uri, accept, null, Optional.empty(), true, 0, 0));
    }

    /** Puts something there; completes as {@link #send} does. */
    CompletableFuture<Answer> put(URI uri, Body body) {
        return send(new Request("PUT", uri, "*/*", body, Optional.empty(), true, 0, 0));
    }

    private CompletableFuture<Answer> send(Request request) {
        if (!mayTalkTo(request.uri())) {
            return CompletableFuture.failedFuture(Failures.broken(image,
                    "leads to " + request.uri().getScheme() + "://" + request.uri().getHost()
                            + ", and only https is allowed outside of loopback,"));
        }
        return exchange(request).handle((answer, failure) -> failure == null
                        ? judge(request, answer)
                        : unanswered(request, unwrap(failure)))
                .thenCompose(next -> next);
    }

    private CompletableFuture<Answer> exchange(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri()).timeout(patience.timeout())
                .header("Accept", request.accept())
                .method(request.method(), request.body() == null ? BodyPublishers.noBody()
                        : BodyPublishers.ofByteArray(request.body().bytes()));
        if (request.body() != null) {
            builder.header("Content-Type", request.body().type());
        }
        request.authorization().ifPresent(value -> builder.header("Authorization", value));
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(builder.build(), information -> new BoundedBody(LONGEST_BODY));
        return sent.orTimeout(patience.timeout().toMillis() * 2, TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> sent.cancel(true))
                .thenApply(response ->
                        new Answer(request.uri(), response.statusCode(), response.headers(), response.body()));
    }

    private CompletableFuture<Answer> judge(Request request, Answer answer) {
        int status = answer.status();
        if (status / 100 == 2 || status == 404) {
            return CompletableFuture.completedFuture(answer);
        }
        if (REDIRECTS.contains(status)) {
            return redirect(request, answer);
        }
        if (status == 401 && request.mayLogIn()) {
            return authorize(answer).thenCompose(value -> send(request.authorized(value)));
        }
        if (status >= 500 && request.failures() < patience.repetitions()) {
            return repeat(request);
        }
        return CompletableFuture.failedFuture(
                Failures.ofStatus(image, request.body() != null, status, answer.headers(), login != null));
    }

    private CompletableFuture<Answer> unanswered(Request request, Throwable failure) {
        if (Failures.mayPass(failure) && request.failures() < patience.repetitions()) {
            return repeat(request);
        }
        return CompletableFuture.failedFuture(Failures.ofCause(image, request.uri().getAuthority(), failure));
    }

    private CompletableFuture<Answer> repeat(Request request) {
        long pause = patience.pause().toMillis() << request.failures();
        return CompletableFuture
                .runAsync(() -> { }, CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS))
                .thenCompose(elapsed -> send(request.repeated()));
    }

    private CompletableFuture<Answer> redirect(Request request, Answer answer) {
        Optional<URI> target = answer.headers().firstValue("Location").flatMap(RegistryHttp::uri)
                .map(request.uri()::resolve).filter(uri -> uri.getAuthority() != null);
        if (target.isEmpty() || request.redirects() >= MOST_REDIRECTS) {
            return CompletableFuture.failedFuture(Failures.broken(image, "redirects without an end"));
        }
        return send(request.redirected(target.get()));
    }

    /** The value of the Authorization header that the registry asks for. */
    private CompletableFuture<String> authorize(Answer refusal) {
        Optional<Challenge> challenge = Challenge.of(refusal.headers());
        boolean ours = sameOrigin(refusal.from(), registry);
        if (challenge.isPresent() && challenge.get().isBearer() && ours) {
            return token(challenge.get());
        }
        if (challenge.isPresent() && login != null && ours) {
            return CompletableFuture.completedFuture(login.basic());
        }
        return CompletableFuture.failedFuture(Failures.ofStatus(image, false, 401, refusal.headers(), login != null));
    }

    private CompletableFuture<String> token(Challenge challenge) {
        Optional<URI> realm = challenge.parameter("realm").flatMap(RegistryHttp::uri)
                .filter(uri -> uri.isAbsolute() && uri.getAuthority() != null);
        if (realm.isEmpty()) {
            return CompletableFuture.failedFuture(Failures.broken(image, "names no token service"));
        }
        String scope = challenge.parameter("scope").orElse("repository:" + image.repository() + ":pull");
        String query = "scope=" + encode(scope)
                + challenge.parameter("service").map(service -> "&service=" + encode(service)).orElse("");
        URI uri = URI.create(realm.get() + (realm.get().getRawQuery() == null ? "?" : "&") + query);
        Optional<String> authorization = Optional.ofNullable(login).map(RegistryLogin::basic);
        return send(new Request("GET", uri, "application/json", null, authorization, false, MOST_REDIRECTS, 0))
                .thenApply(answer -> "Bearer " + readToken(answer));
    }

    private String readToken(Answer answer) {
        String token = null;
        try (JsonParser json = JSON.createParser(answer.body())) {
            if (answer.status() / 100 == 2 && json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    if (name.equals("token") || name.equals("access_token") && token == null) {
                        token = json.getValueAsString();
                    }
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            token = null;
        }
        if (token == null || !token.matches("[\\x21-\\x7e]+")) {
            throw Failures.broken(image, "has a token service that gives no token");
        }
        return token;
    }

    private boolean mayTalkTo(URI uri) {
        return "https".equals(uri.getScheme()) && uri.getHost() != null
                || "http".equals(uri.getScheme()) && Loopback.is(uri.getHost()) && Loopback.isRegistry(image);
    }

    private static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equals(other.getScheme()) && one.getAuthority().equalsIgnoreCase(other.getAuthority());
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
