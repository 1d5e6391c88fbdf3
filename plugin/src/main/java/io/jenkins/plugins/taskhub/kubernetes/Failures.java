package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.taskhub.cli.Masker;
import io.jenkins.plugins.taskhub.kubernetes.ClusterException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;

/** Turns what the client throws into sentences, for one cluster and one user of it. */
final class Failures {
    private static final Logger LOGGER = Logger.getLogger(Failures.class.getName());

    private final String server;
    private final String who;
    private final Place place;
    private final Masker masker = new Masker();

    Failures(Kubeconfig kubeconfig, Place place) {
        this.server = kubeconfig.config().getMasterUrl().replaceAll("/+$", "");
        this.who = kubeconfig.context().isEmpty() ? kubeconfig.user()
                : "user \"" + kubeconfig.user() + "\" (context \"" + kubeconfig.context() + "\")";
        this.place = place;
        secrets(kubeconfig.config()).forEach(masker::add);
    }

    private static List<String> secrets(Config config) {
        var secrets = new ArrayList<String>();
        secrets.add(config.getOauthToken());
        secrets.add(config.getPassword());
        secrets.add(config.getClientKeyData());
        if (config.getUsername() != null && config.getPassword() != null) {
            var pair = config.getUsername() + ":" + config.getPassword();
            secrets.add(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        secrets.removeIf(Objects::isNull);
        return secrets;
    }

    String server() {
        return server;
    }

    /** A failure in words. The exception itself goes to the controller's own log, at a fine level. */
    ClusterException of(Throwable thrown, String doing) {
        if (thrown instanceof ClusterException known) {
            return known;
        }
        LOGGER.log(Level.FINE, thrown, () -> "could not " + doing + " at " + server);
        var status = find(thrown, t -> t instanceof KubernetesClientException k && k.getCode() > 0);
        if (status instanceof KubernetesClientException refused) {
            return answered(refused, doing);
        }
        var tls = find(thrown, t -> t instanceof SSLException || t instanceof CertPathBuilderException
                || t instanceof CertificateException);
        return tls != null ? new ClusterException(Kind.TLS, tls(thrown)) : unreachable(thrown, doing);
    }

    static boolean isInterrupted(Throwable thrown) {
        return find(thrown, t -> t instanceof InterruptedException
                || t instanceof InterruptedIOException && !(t instanceof SocketTimeoutException)) != null;
    }

    /** The HTTP status in a failure of the client; 0 when there was no answer. */
    static int code(Throwable thrown) {
        var status = find(thrown, t -> t instanceof KubernetesClientException k && k.getCode() > 0);
        return status instanceof KubernetesClientException answer ? answer.getCode() : 0;
    }

    private ClusterException answered(KubernetesClientException refused, String doing) {
        var status = refused.getStatus();
        var said = status != null && status.getMessage() != null ? status.getMessage() : refused.getMessage();
        return answered(refused.getCode(), said, doing);
    }

    /** An answer that is a refusal: HTTP status and what the API server said. */
    ClusterException answered(int code, String message, String doing) {
        var said = masker.mask(LogText.clean(message)).replaceAll("\\.$", "");
        return switch (code) {
            case 401 -> new ClusterException(Kind.UNAUTHORIZED, "The Kubernetes API at " + server
                    + " does not accept the credentials of " + who + ": they are wrong or have expired. "
                    + "Renew the kubeconfig.");
            case 403 -> new ClusterException(Kind.FORBIDDEN, "Not allowed to " + doing + " as " + who + ": " + said
                    + ". Ask for a Role that allows it.");
            case 404 -> new ClusterException(Kind.NOT_FOUND, "Could not " + doing + " at " + server + ": "
                    + said + ".");
            case 409 -> new ClusterException(Kind.CONFLICT, "Could not " + doing + " at " + server + ": " + said
                    + ". Somebody else changed it meanwhile: run it again.");
            default -> new ClusterException(Kind.SERVER, "Could not " + doing + ": the Kubernetes API at " + server
                    + " answered " + code + ": " + said + ".");
        };
    }

    private String tls(Throwable thrown) {
        var untrusted = find(thrown, t -> t instanceof CertPathBuilderException) != null;
        var root = root(thrown);
        var said = message(root);
        var advice = untrusted ? "put the authority that signed it into the kubeconfig as certificate-authority-data"
                : said.contains("plaintext") ? "the server does not speak TLS: use http:// or the right port"
                : "check the server's address and its certificate";
        return "No trusted connection to the Kubernetes API at " + server + " (" + said + "): " + advice + ".";
    }

    private ClusterException unreachable(Throwable thrown, String doing) {
        var cause = cause(thrown);
        if (cause == null) {
            var root = root(thrown);
            return new ClusterException(Kind.SERVER, "Could not " + doing + " at " + server + ": "
                    + root.getClass().getSimpleName() + ": " + message(root) + ".");
        }
        var uri = URI.create(server);
        var port = uri.getPort() >= 0 ? uri.getPort() : "http".equals(uri.getScheme()) ? 80 : 443;
        var advice = place == Place.CONTROLLER ? "the controller may reach it (else use via: 'agent')."
                : "the agent may reach it.";
        return new ClusterException(Kind.UNREACHABLE, "Cannot reach the Kubernetes API at " + uri.getHost()
                + " port " + port + ": " + cause + ". Check that the cluster is up and that " + advice);
    }

    private String cause(Throwable thrown) {
        for (var t = thrown; t != null; t = t.getCause()) {
            if (t instanceof UnknownHostException || t instanceof UnresolvedAddressException) {
                return "the host name is not known";
            }
            if (t instanceof NoRouteToHostException) {
                return "no route to it";
            }
            if (t instanceof HttpTimeoutException || t instanceof SocketTimeoutException
                    || t instanceof TimeoutException) {
                return "no answer in time";
            }
        }
        if (find(thrown, t -> t instanceof ConnectException) != null) {
            return "connection refused";
        }
        var io = find(thrown, t -> t instanceof IOException);
        return io == null ? null
                : "the connection broke (" + message(root(io)) + ")";
    }

    private String message(Throwable thrown) {
        return masker.mask(LogText.clean(Objects.requireNonNullElse(thrown.getMessage(),
                thrown.getClass().getSimpleName())));
    }

    private static Throwable root(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static Throwable find(Throwable thrown, Predicate<Throwable> wanted) {
        for (var t = thrown; t != null; t = t.getCause()) {
            if (wanted.test(t)) {
                return t;
            }
        }
        return null;
    }
}
