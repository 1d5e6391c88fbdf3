package io.jenkins.plugins.taskhub.registry;

import io.jenkins.plugins.taskhub.registry.RegistryException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Words for what can go wrong; none repeats what a registry wrote, which may be anything. */
final class Failures {

    private Failures() {}

    /** For an answer that is neither success nor "not found". */
    static RegistryException ofStatus(
            ImageReference image, boolean writing, int status, HttpHeaders headers, boolean loggedIn) {
        String registry = "Registry " + image.registry();
        String verb = writing ? "write" : "read";
        return switch (status) {
            case 401, 403 -> new RegistryException(Kind.REFUSED, registry + (loggedIn
                    ? " does not let the given user " + verb + " " + image.repository() + " (" + status
                            + "). Check the credential of registryCredentialsId, its rights, and the image's name."
                    : " lets nobody " + verb + " " + image.repository() + " without logging in (" + status
                            + "). Give registryCredentialsId a user who may " + verb
                            + " it, and check the image's name."));
            case 429 -> new RegistryException(Kind.LIMITED, registry + " takes no more requests from here for now (429)"
                    + limit(headers) + ". " + retryAfter(headers)
                    + (loggedIn ? "" : " A login (registryCredentialsId) usually has a higher limit."));
            default -> new RegistryException(Kind.BROKEN, registry + (status >= 500
                    ? " failed with " + status + " when asked about " + image.repository()
                            + ", several times in a row. Look at the registry, then run this again."
                    : " answered " + status + " when asked about " + image.repository()
                            + ", which no registry does. Check that its address is right."));
        };
    }

    /** For a request that got no answer. */
    static RegistryException ofCause(ImageReference image, String host, Throwable cause) {
        String registry = "Registry " + image.registry()
                + (host.equals(image.registry()) ? "" : " (" + host + ")");
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof RegistryException known) {
                return known;
            }
            if (t instanceof SSLException) {
                return new RegistryException(Kind.UNREACHABLE, registry + " could not be trusted: TLS failed. Check"
                        + " that it speaks https there, and add its certificate authority to the trust store of this Java"
                        + " (plain http is allowed for loopback only).");
            }
            if (t instanceof UnknownHostException || t instanceof UnresolvedAddressException) {
                return new RegistryException(Kind.UNREACHABLE, registry
                        + " could not be reached: its name is unknown here. Check the image's name and the DNS.");
            }
            if (t instanceof HttpTimeoutException || t instanceof TimeoutException) {
                return new RegistryException(Kind.UNREACHABLE, registry
                        + " gave no answer in time. Check the network and proxy; via: 'agent' asks from the agent.");
            }
            if (t instanceof BoundedBody.TooLongException) {
                return broken(image, "sent more than a registry should (" + t.getMessage() + ")");
            }
        }
        return new RegistryException(Kind.UNREACHABLE, registry + " could not be reached: "
                + (cause instanceof ConnectException ? "no connection" : "the connection broke")
                + ". Check that it runs and the network; via: 'agent' asks from the agent.");
    }

    /** Whether the same request may succeed a moment later: the connection was refused or broke. */
    static boolean mayPass(Throwable failure) {
        return failure instanceof IOException
                && !(failure instanceof SSLException || failure instanceof UnknownHostException
                        || failure.getCause() instanceof UnresolvedAddressException
                        || failure instanceof HttpTimeoutException || failure instanceof BoundedBody.TooLongException);
    }

    /** For an answer that cannot be used. */
    static RegistryException broken(ImageReference image, String what) {
        return new RegistryException(Kind.BROKEN, "Registry " + image.registry() + " " + what + " when asked about "
                + image.repository() + ". Check that its address is right.");
    }

    private static String limit(HttpHeaders headers) {
        Optional<String> limit = number(headers, "ratelimit-limit");
        Optional<String> left = number(headers, "ratelimit-remaining");
        if (limit.isEmpty()) {
            return "";
        }
        String window = headers.firstValue("ratelimit-limit").orElse("").replaceAll("^\\d+(;w=(\\d{1,9}))?.*", "$2");
        return ": " + limit.get() + " requests" + (window.isEmpty() ? "" : " in " + window + " s")
                + left.map(count -> ", " + count + " left").orElse("");
    }

    private static String retryAfter(HttpHeaders headers) {
        return number(headers, "Retry-After").map(seconds -> "Run this again in " + seconds + " s.")
                .orElse("Run this again later.");
    }

    private static Optional<String> number(HttpHeaders headers, String name) {
        return headers.firstValue(name).map(value -> value.replaceAll("^(\\d{1,9})(\\D.*)?$", "$1"))
                .filter(value -> value.matches("\\d{1,9}"));
    }
}
