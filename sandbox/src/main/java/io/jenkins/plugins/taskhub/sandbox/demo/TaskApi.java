package io.jenkins.plugins.taskhub.sandbox.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * The REST API of task-service in an environment, reached through the API server: a node's ports are not open outside it.
 *
 * @param namespace where the Service task-service is
 */
public record TaskApi(KubernetesClient client, String namespace) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 200;

    /** Adds a task. */
    public void add(String title) {
        client.raw(address(""), "POST", Map.of("title", title));
    }

    /** All tasks, the newest first, each as the service gives it. */
    public List<JsonNode> all() {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page;
        do {
            page = get("?size=" + PAGE + "&page=" + all.size() / PAGE);
            page.path("items").forEach(all::add);
        } while (page.path("items").size() == PAGE);
        return all;
    }

    /** What the service answers while it cannot give its tasks. */
    String failure() {
        try {
            return all().size() + " tasks";
        } catch (KubernetesClientException e) {
            return "GET /api/tasks gives " + e.getCode();
        }
    }

    private JsonNode get(String query) {
        try {
            return JSON.readTree(client.raw(address(query)));
        } catch (IOException e) {
            throw new UncheckedIOException("task-service in " + namespace + " does not answer in JSON", e);
        }
    }

    private String address(String query) {
        return "/api/v1/namespaces/" + namespace + "/services/http:task-service:http/proxy/api/tasks" + query;
    }
}
