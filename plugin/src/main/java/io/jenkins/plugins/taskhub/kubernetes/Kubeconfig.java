package io.jenkins.plugins.taskhub.kubernetes;

import static io.jenkins.plugins.taskhub.kubernetes.ClusterException.Kind.KUBECONFIG;
import static io.jenkins.plugins.taskhub.kubernetes.ClusterException.Kind.NO_CLUSTER;
import static io.jenkins.plugins.taskhub.kubernetes.ClusterException.Kind.NO_CONTEXT;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kubeconfig made into the client's configuration, with nothing taken from the environment of the process.
 *
 * @param config  what the client needs; holds credentials
 * @param context name of the context, or empty when automatic
 * @param user    name of the user in the kubeconfig, or the service account
 */
record Kubeconfig(Config config, String context, String user) {
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final int CONNECT_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 15_000;
    private static final long PING_MILLIS = 10_000;

    static Kubeconfig of(ClusterAccess access, Place place) {
        if (access.file() != null) {
            if (place == Place.CONTROLLER) {
                throw new ClusterException(KUBECONFIG, "The kubeconfig " + access.file()
                        + " is a file of the agent and "
                        + "cannot be read on the controller: use a secret file credential (kubeconfigId), or via: "
                        + "'agent'.");
            }
            return parse(read(Path.of(access.file())), Path.of(access.file()), access, place);
        }
        return access.content() != null ? parse(access.content(), null, access, place) : surrounding(access);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ClusterException(KUBECONFIG,
                    "The kubeconfig " + file + " cannot be read (" + e.getClass().getSimpleName()
                    + "): check KUBECONFIG.");
        }
    }

    private static Kubeconfig parse(String text, Path file, ClusterAccess access, Place place) {
        var all = parse(text);
        var name = access.context() != null ? access.context() : Objects.toString(all.getCurrentContext(), "");
        if (name.isEmpty()) {
            throw new ClusterException(NO_CONTEXT, "The kubeconfig has no current context: name one of its contexts ("
                    + contexts(all) + ").");
        }
        var context = all.getContexts().stream().filter(c -> name.equals(c.getName())).map(NamedContext::getContext)
                .findFirst().orElseThrow(() -> new ClusterException(NO_CONTEXT, "Context \"" + name
                        + "\" is not in the kubeconfig; it has: " + contexts(all) + "."));
        var cluster = all.getClusters().stream().filter(c -> c.getName().equals(context.getCluster())).findFirst()
                .orElseThrow(() -> missing("cluster", context.getCluster(), name)).getCluster();
        var user = Objects.toString(context.getUser(), "");
        var auth = user.isEmpty() ? new AuthInfo() : all.getUsers().stream().filter(u -> u.getName().equals(user))
                .findFirst().orElseThrow(() -> missing("user", user, name)).getUser();
        checkServer(cluster.getServer(), name);
        if (cluster.getTlsServerName() != null) {
            throw new ClusterException(KUBECONFIG, "Context \"" + name
                    + "\" of the kubeconfig uses tls-server-name, which "
                    + "is not supported: use a server address that is in the certificate.");
        }
        Config config;
        if (place == Place.CONTROLLER) {
            refusePrograms(auth, user);
            refuseFiles(cluster, auth, user);
            config = byHand(cluster, auth, context);
        } else {
            all.setCurrentContext(name);
            config = onAgent(all, file, name, user);
            if (auth.getTokenFile() != null) {
                var tokenFile = file == null ? Path.of(auth.getTokenFile()) : file.resolveSibling(auth.getTokenFile());
                config.setOauthTokenProvider(() -> read(tokenFile).strip());
            }
        }
        if (access.namespace() != null) {
            config.setNamespace(access.namespace());
        }
        return new Kubeconfig(bounded(config), name, user);
    }

    private static io.fabric8.kubernetes.api.model.Config parse(String text) {
        io.fabric8.kubernetes.api.model.Config all;
        try {
            all = new KubernetesSerialization().unmarshal(text, io.fabric8.kubernetes.api.model.Config.class);
        } catch (RuntimeException e) {
            all = null; // a parser's message quotes the text, which holds credentials
        }
        if (all == null || all.getContexts() == null || all.getContexts().isEmpty()) {
            throw new ClusterException(KUBECONFIG,
                    "The kubeconfig cannot be used: it is not YAML with clusters, users and contexts.");
        }
        return all;
    }

    private static Config onAgent(io.fabric8.kubernetes.api.model.Config all, Path file, String context, String user) {
        try {
            return file == null ? Config.fromKubeconfig(new KubernetesSerialization().asYaml(all))
                    : Config.fromKubeconfig(context, file.toFile());
        } catch (RuntimeException e) {
            throw new ClusterException(KUBECONFIG, "The credentials of user \"" + user
                    + "\" in the kubeconfig cannot be had on the agent (" + e.getClass().getSimpleName()
                    + "): check the files and the program that it names.");
        }
    }

    private static Config byHand(io.fabric8.kubernetes.api.model.Cluster cluster, AuthInfo auth, Context context) {
        var config = new ConfigBuilder(Config.empty())
                .withMasterUrl(cluster.getServer())
                .withTrustCerts(Boolean.TRUE.equals(cluster.getInsecureSkipTlsVerify()))
                .withDisableHostnameVerification(Boolean.TRUE.equals(cluster.getInsecureSkipTlsVerify()))
                .withCaCertData(cluster.getCertificateAuthorityData())
                .withClientCertData(auth.getClientCertificateData())
                .withClientKeyData(auth.getClientKeyData())
                .withOauthToken(auth.getToken())
                .withUsername(auth.getUsername())
                .withPassword(auth.getPassword())
                .withImpersonateUsername(auth.getAs())
                .withNamespace(Objects.requireNonNullElse(context.getNamespace(), "default"))
                .build();
        if (auth.getAsGroups() != null && !auth.getAsGroups().isEmpty()) {
            config.setImpersonateGroups(auth.getAsGroups().toArray(String[]::new));
        }
        if (auth.getClientKeyData() != null) {
            config.setClientKeyAlgo(Config.getKeyAlgorithm(null, auth.getClientKeyData()));
        }
        if (cluster.getProxyUrl() != null) {
            config.setHttpsProxy(cluster.getProxyUrl());
            config.setHttpProxy(cluster.getProxyUrl());
        }
        return config;
    }

    /** Bounded in time and in attempts: a build says within seconds that its cluster does not answer. */
    private static Config bounded(Config config) {
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(REQUEST_MILLIS);
        config.setRequestRetryBackoffLimit(1);
        config.setRequestRetryBackoffInterval(200);
        config.setWatchReconnectInterval(500);
        config.setWebsocketPingInterval(PING_MILLIS);
        // The API server sends GOAWAY behind a 401 over HTTP/2, and Java's client then drops the answer.
        config.setHttp2Disable(true);
        return config;
    }

    private static void refusePrograms(AuthInfo auth, String user) {
        var entry = auth.getExec() != null ? "exec" : auth.getAuthProvider() != null ? "auth-provider" : null;
        if (entry != null) {
            throw new ClusterException(KUBECONFIG, "User \"" + user + "\" of the kubeconfig starts a program (" + entry
                    + "), which is not done on the controller: use a token or a client certificate, or via: 'agent'.");
        }
    }

    private static void refuseFiles(io.fabric8.kubernetes.api.model.Cluster cluster, AuthInfo auth, String user) {
        var files = Stream.of(entry("certificate-authority", cluster.getCertificateAuthority()),
                entry("client-certificate", auth.getClientCertificate()), entry("client-key", auth.getClientKey()),
                entry("tokenFile", auth.getTokenFile())).filter(Objects::nonNull).collect(Collectors.joining(", "));
        if (!files.isEmpty()) {
            throw new ClusterException(KUBECONFIG, "The kubeconfig (user \"" + user
                    + "\") names files, which are not read "
                    + "on the controller: " + files + ". Embed them as data (kubectl config view --raw --flatten), "
                    + "or use via: 'agent'.");
        }
    }

    private static String entry(String name, String file) {
        return file == null || file.isBlank() ? null : name + " " + file;
    }

    private static void checkServer(String server, String context) {
        try {
            var uri = URI.create(Objects.toString(server, ""));
            if (List.of("https", "http").contains(uri.getScheme()) && uri.getHost() != null) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new ClusterException(KUBECONFIG, "The kubeconfig's server of context \"" + context + "\" is not a URL: "
                + (server == null ? "it is missing" : '"' + LogText.clean(server) + '"') + ".");
    }

    private static ClusterException missing(String what, String value, String context) {
        return new ClusterException(KUBECONFIG, "Context \"" + context + "\" of the kubeconfig names the " + what
                + " \""
                + value + "\", which is not in it.");
    }

    private static String contexts(io.fabric8.kubernetes.api.model.Config all) {
        return all.getContexts().stream().map(NamedContext::getName).sorted().collect(Collectors.joining(", "));
    }

    private static Kubeconfig surrounding(ClusterAccess access) {
        var host = System.getenv("KUBERNETES_SERVICE_HOST");
        if (host == null || !Files.isReadable(SERVICE_ACCOUNT.resolve("token"))) {
            throw new ClusterException(NO_CLUSTER, "No cluster is given: name a kubeconfig credential (kubeconfigId) "
                    + "or set "
                    + "KUBECONFIG; this process does not run in a cluster either.");
        }
        var address = host.contains(":") ? "[" + host + "]" : host;
        var port = Objects.requireNonNullElse(System.getenv("KUBERNETES_SERVICE_PORT"), "443");
        var config = new ConfigBuilder(Config.empty())
                .withMasterUrl("https://" + address + ":" + port)
                .withCaCertFile(SERVICE_ACCOUNT.resolve("ca.crt").toString())
                .withOauthTokenProvider(() -> read(SERVICE_ACCOUNT.resolve("token")).strip())
                .withNamespace(access.namespace() != null ? access.namespace()
                        : read(SERVICE_ACCOUNT.resolve("namespace")).strip())
                .build();
        return new Kubeconfig(bounded(config), "", "the Pod's service account");
    }
}
