package io.jenkins.plugins.taskhub.sandbox.cluster;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A local world that is ready, as its program {@code cluster} wrote it down.
 *
 * @param pid its process
 * @param started when its start began
 * @param server URL of the API server
 * @param kubeconfig file of its administrator
 * @param registry host:port of the registry
 * @param node {@value #REAL}, or another word for nodes that are played
 * @param nodes how many
 * @param logs folder of the components' logs
 * @param versions of what it is made of
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorldState(long pid, Instant started, String server, Path kubeconfig, String registry, String node,
        int nodes, Path logs, List<Part> versions) {
    /** The kind of a node that runs containers. */
    public static final String REAL = "real";

    /** Whether its nodes run containers. */
    public boolean real() {
        return REAL.equals(node);
    }

    /** The nodes in words. */
    String spokenNodes() {
        return real() ? nodes + " real, with containerd" : nodes + " played, without containers";
    }

    /** A part and its version. */
    public record Part(String name, String version) {
    }
}
