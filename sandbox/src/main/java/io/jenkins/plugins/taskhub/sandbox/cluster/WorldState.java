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
 * @param nodes how many
 * @param logs folder of the components' logs
 * @param versions of what it is made of
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorldState(long pid, Instant started, String server, Path kubeconfig, String registry, int nodes,
        Path logs, List<Part> versions) {
    /** A part and its version. */
    public record Part(String name, String version) {
    }
}
