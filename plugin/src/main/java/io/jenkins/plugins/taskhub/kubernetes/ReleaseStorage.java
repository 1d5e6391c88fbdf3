package io.jenkins.plugins.taskhub.kubernetes;

import static io.jenkins.plugins.taskhub.kubernetes.ClusterException.Kind.NOT_FOUND;
import static io.jenkins.plugins.taskhub.kubernetes.ClusterException.Kind.UNREADABLE;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The releases of a namespace as helm keeps them: one Secret {@code sh.helm.release.v1.<name>.v<revision>} a revision,
 * labelled owner=helm, name, status and version, whose {@code data.release} is base64 of gzipped JSON.
 *
 * <p>Lists read the labels alone (the API server is asked for metadata only); a payload is read for the one revision
 * that it is wanted of.</p>
 */
public final class ReleaseStorage {
    /** A Secret holds 1 MiB; base64 twice makes less than two of it. */
    private static final int MAX_SECRET = 2 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Cluster cluster;
    private final String namespace;

    ReleaseStorage(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * All revisions of a release that are kept, the oldest first; empty when there is no such release.
     *
     * @throws ClusterException     when the cluster cannot be asked
     * @throws InterruptedException when the thread was interrupted while it waited
     */
    public List<ReleaseEntry> entries(String release) throws InterruptedException {
        var entries = new ArrayList<>(ReleaseList.read(cluster, namespace, release));
        entries.sort(Comparator.comparingInt(ReleaseEntry::revision));
        return entries;
    }

    /** All revisions, and the payload of the newest deployed one. */
    public ReleaseState state(String release) throws InterruptedException {
        var entries = entries(release);
        Release deployed = null;
        for (int i = entries.size() - 1; i >= 0 && deployed == null; i--) {
            if (entries.get(i).status() == ReleaseStatus.DEPLOYED) {
                deployed = read(release, entries.get(i).revision());
            }
        }
        return new ReleaseState(entries, deployed, deployed == null ? failed(release, entries) : Set.of());
    }

    /** After a first installation that failed, helm calls it superseded as soon as another revision is deployed. */
    private Set<Integer> failed(String release, List<ReleaseEntry> entries) throws InterruptedException {
        var failed = new HashSet<Integer>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).status() == ReleaseStatus.SUPERSEDED) {
                int revision = entries.get(i).revision();
                if (!read(release, revision).failed()) {
                    break;
                }
                failed.add(revision);
            }
        }
        return failed;
    }

    /** The newest revisions with their payloads, the newest first, {@code max} at most. */
    public List<Release> history(String release, int max) throws InterruptedException {
        var entries = entries(release);
        var history = new ArrayList<Release>();
        for (int i = entries.size() - 1; i >= 0 && history.size() < max; i--) {
            history.add(read(release, entries.get(i).revision()));
        }
        return history;
    }

    /**
     * One revision with its payload.
     *
     * @throws ClusterException     of kind NOT_FOUND when there is no such revision, UNREADABLE when its payload is
     *                              damaged
     * @throws InterruptedException when the thread was interrupted while it waited
     */
    public Release read(String release, int revision) throws InterruptedException {
        var name = secretName(release, revision);
        Secret secret = cluster.ask("read the Secret " + name + " in " + namespace,
                c -> c.secrets().inNamespace(namespace).withName(name).get());
        if (secret == null) {
            throw missing(release, revision);
        }
        var data = secret.getData() == null ? null : secret.getData().get("release");
        try {
            if (data == null) {
                throw new IOException("it has no data.release");
            }
            if (data.length() > MAX_SECRET) {
                throw new IOException("it has " + data.length() + " bytes");
            }
            return ReleaseReader.decode(Base64.getDecoder().decode(data));
        } catch (IOException | IllegalArgumentException e) {
            throw new ClusterException(UNREADABLE, "Revision " + revision + " of " + release + " in " + namespace
                    + " cannot be read from the Secret " + name + ": " + reason(e) + ". Check it with helm get all, or "
                    + "delete that Secret if the revision is not needed.");
        }
    }

    /** A parser's message quotes what it read, so only our own are told. */
    private static String reason(Exception e) {
        return e.getClass() == IOException.class ? e.getMessage() : "its payload is damaged";
    }

    /**
     * Notes annotations on the Secret of a revision; others stay. A null value takes one away.
     *
     * @param annotations by full key, such as {@code taskhub.io/build-url}
     * @return the entry afterwards
     * @throws ClusterException     of kind NOT_FOUND when there is no such revision
     * @throws InterruptedException when the thread was interrupted while it waited
     */
    public ReleaseEntry annotate(String release, int revision, Map<String, String> annotations)
            throws InterruptedException {
        var name = secretName(release, revision);
        var patch = json(Map.of("metadata", Map.of("annotations", new LinkedHashMap<>(annotations))));
        try {
            var secret = cluster.ask("annotate the Secret " + name + " in " + namespace, c -> c.secrets()
                    .inNamespace(namespace).withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
            return ReleaseList.entry(namespace, secret.getMetadata()).orElseThrow(() -> missing(release, revision));
        } catch (ClusterException e) {
            throw e.kind() == NOT_FOUND ? missing(release, revision) : e;
        }
    }

    private static String json(Map<String, ?> map) {
        try {
            return MAPPER.writeValueAsString(map);
        } catch (IOException e) {
            throw new IllegalStateException("a map of strings is JSON", e);
        }
    }

    private ClusterException missing(String release, int revision) {
        return new ClusterException(NOT_FOUND, "Release " + release + " in " + namespace + " has no revision "
                + revision
                + ": see helm history " + release + " -n " + namespace + ".");
    }

    static String secretName(String release, int revision) {
        return "sh.helm.release.v1." + release + ".v" + revision;
    }
}
