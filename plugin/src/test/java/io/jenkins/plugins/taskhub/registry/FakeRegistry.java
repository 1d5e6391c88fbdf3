package io.jenkins.plugins.taskhub.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A registry on loopback: it answers as told, path by path, and remembers what it was asked. */
public final class FakeRegistry implements AutoCloseable {

    /** What it was asked: {@code HEAD /v2/…}, the Authorization header or the empty text, the Accept header. */
    public record Asked(String line, String authorization, String accept) {}

    /** One way to answer; it may look at the request. */
    public interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final Map<String, Reply> replies = new LinkedHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public FakeRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Host and port, as an image's name begins with them. */
    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The repository {@code taskhub/app} of this registry. */
    public ImageReference image() {
        return ImageReference.parse(host() + "/taskhub/app");
    }

    /** Answers requests whose path with query begins so; the longest beginning wins. */
    public FakeRegistry on(String path, Reply reply) {
        synchronized (replies) {
            replies.put(path, reply);
        }
        return this;
    }

    /** Has the tag of {@code taskhub/app}, with that digest. */
    public FakeRegistry hasTag(String tag, String digest) {
        return on("/v2/taskhub/app/manifests/" + tag, status(200, "Docker-Content-Digest", digest));
    }

    /** Lists these tags of {@code taskhub/app}. */
    public FakeRegistry listsTags(String... tags) {
        return on("/v2/taskhub/app/tags/list",
                json("{\"name\":\"taskhub/app\",\"tags\":[\"" + String.join("\",\"", tags) + "\"]}"));
    }

    /** Everything it was asked so far, in order. */
    public List<Asked> asked() {
        return asked;
    }

    /** An answer of a status with headers (name, value, …) and no body. */
    public static Reply status(int status, String... headers) {
        return body(status, "", headers);
    }

    /** A JSON answer. */
    public static Reply json(String text) {
        return body(200, text, "Content-Type", "application/json");
    }

    /** An answer with a body. */
    public static Reply body(int status, String text, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            boolean none = exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
            exchange.sendResponseHeaders(status, none ? -1 : bytes.length);
            if (!none) {
                exchange.getResponseBody().write(bytes);
            }
        };
    }

    /** As {@code then} where the Authorization header is this one, else a 401 with the challenge. */
    public static Reply authorized(String authorization, String challenge, Reply then) {
        return exchange -> {
            boolean known = authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            (known ? then : status(401, "WWW-Authenticate", challenge)).to(exchange);
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            asked.add(new Asked(exchange.getRequestMethod() + " " + path, authorization == null ? "" : authorization,
                    exchange.getRequestHeaders().getFirst("Accept")));
            Reply reply = status(404);
            int longest = -1;
            synchronized (replies) {
                for (var entry : replies.entrySet()) {
                    if (path.startsWith(entry.getKey()) && entry.getKey().length() > longest) {
                        reply = entry.getValue();
                        longest = entry.getKey().length();
                    }
                }
            }
            reply.to(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
