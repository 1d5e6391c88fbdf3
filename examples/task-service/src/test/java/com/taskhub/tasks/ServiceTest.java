package com.taskhub.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service over HTTP, with a real PostgreSQL that is started for it. */
class ServiceTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static EmbeddedPostgres postgres;
    private static Service service;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        service = Service.start(settings(postgres.getPort()));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        postgres.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("TRUNCATE tasks");
    }

    @Test
    void aTaskIsCreatedAndFoundAgain() throws Exception {
        var created = post("/api/tasks", "{\"title\": \" Tidy up \", \"dueOn\": \"2026-12-24\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        var location = created.headers().firstValue("Location").orElseThrow();
        var task = json(get(location));
        assertThat(task).isEqualTo(json(created));
        assertThat(location).isEqualTo("/api/tasks/" + task.get("id").asLong());
        assertThat(task.get("title").asText()).isEqualTo("Tidy up");
        assertThat(task.get("status").asText()).isEqualTo("OPEN");
        assertThat(task.get("dueOn").asText()).isEqualTo("2026-12-24");
        assertThat(task.get("createdAt").asText()).matches("20\\d\\d-.*T.*Z");
        assertThat(task.get("completedAt").isNull()).isTrue();
    }

    @Test
    void aTaskIsReplaced() throws Exception {
        var path = create("Tidy up");
        var updated = json(put(path, "{\"title\": \"Tidy up well\", \"description\": \"the attic too\"}"));
        assertThat(updated.get("title").asText()).isEqualTo("Tidy up well");
        assertThat(updated.get("description").asText()).isEqualTo("the attic too");
        assertThat(json(get(path))).isEqualTo(updated);
    }

    @Test
    void aTaskIsCompletedOnce() throws Exception {
        var path = create("Tidy up");
        var completed = json(post(path + "/complete", ""));
        assertThat(completed.get("status").asText()).isEqualTo("DONE");
        assertThat(completed.get("completedAt").isNull()).isFalse();
        assertThat(json(post(path + "/complete", ""))).isEqualTo(completed);
        var reopened = json(put(path, "{\"title\": \"Tidy up\", \"status\": \"OPEN\"}"));
        assertThat(reopened.get("completedAt").isNull()).isTrue();
    }

    @Test
    void aDeletedTaskIsGone() throws Exception {
        var path = create("Tidy up");
        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertProblem(send("DELETE", path, ""), 404, "There is no task");
        assertProblem(get(path), 404, "There is no task");
        assertProblem(put(path, "{\"title\": \"a\"}"), 404, "There is no task");
        assertProblem(post(path + "/complete", ""), 404, "There is no task");
    }

    @Test
    void theListComesInPagesTheNewestFirst() throws Exception {
        for (var title : new String[] {"one", "two", "three", "four", "five"}) {
            create(title);
        }
        var second = json(get("/api/tasks?page=1&size=2"));
        assertThat(second.get("total").asInt()).isEqualTo(5);
        assertThat(second.get("items")).extracting(task -> task.get("title").asText()).containsExactly("three", "two");
        assertThat(json(get("/api/tasks?page=9")).get("items")).isEmpty();
    }

    @Test
    void theListIsFilteredByStatus() throws Exception {
        create("open");
        post(create("done") + "/complete", "");
        var done = json(get("/api/tasks?status=DONE"));
        assertThat(done.get("total").asInt()).isEqualTo(1);
        assertThat(done.get("items").get(0).get("title").asText()).isEqualTo("done");
    }

    @Test
    void whatIsNoTaskIsRefusedWithTheField() throws Exception {
        assertField(post("/api/tasks", "{\"title\": \"\"}"), "title");
        assertField(post("/api/tasks", "{\"title\": \"a\", \"status\": \"LATER\"}"), "status");
        assertField(post("/api/tasks", "{\"title\": \"a\", \"dueOn\": \"2026-02-30\"}"), "dueOn");
        assertField(post("/api/tasks", "{\"title\": \"a\", \"colour\": \"red\"}"), "colour");
        assertProblem(post("/api/tasks", "{"), 400, "not JSON");
        assertProblem(post("/api/tasks", "null"), 400, "not a task");
        assertProblem(post("/api/tasks", "[]"), 400, "not a task");
        assertThat(json(get("/api/tasks")).get("total").asInt()).isZero();
    }

    @Test
    void whatIsNoQueryIsRefusedWithTheParameter() throws Exception {
        assertField(get("/api/tasks?size=201"), "size");
        assertField(get("/api/tasks?page=-1"), "page");
        assertField(get("/api/tasks?status=LATER"), "status");
        assertProblem(get("/api/tasks/one"), 404, "There is no task one");
    }

    @Test
    void sqlInATitleIsATitle() throws Exception {
        var title = "'); DROP TABLE tasks; --";
        assertThat(json(get(create(title))).get("title").asText()).isEqualTo(title);
    }

    @Test
    void anUnknownPathIsAProblem() throws Exception {
        assertProblem(get("/nothing"), 404, "");
    }

    @Test
    void aDatabaseThatFailsIsAProblemWithoutItsWords() throws Exception {
        execute("ALTER TABLE tasks RENAME TO hidden");
        try {
            var response = get("/api/tasks");
            assertProblem(response, 500, "The database could not answer");
            assertThat(response.body()).doesNotContain("relation");
        } finally {
            execute("ALTER TABLE hidden RENAME TO tasks");
        }
    }

    @Test
    void theProbesAnswer() throws Exception {
        assertThat(json(get("/actuator/health/liveness")).get("status").asText()).isEqualTo("UP");
        assertThat(json(get("/actuator/health/readiness")).get("status").asText()).isEqualTo("UP");
        assertThat(json(get("/actuator/health")).at("/components/db/status").asText()).isEqualTo("UP");
    }

    @Test
    void prometheusReadsRequestsByTheirRoute() throws Exception {
        get(create("Tidy up"));
        get("/nothing");
        var metrics = get("/actuator/prometheus");
        assertThat(metrics.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(metrics.body()).contains("http_server_requests_seconds_count{application=\"task-service\","
                        + "method=\"GET\",status=\"200\",uri=\"/api/tasks/{id}\"}")
                .contains("method=\"GET\",status=\"404\",uri=\"UNKNOWN\"")
                .contains("hikaricp_connections_active").contains("jvm_memory_used_bytes").doesNotContain("/nothing");
    }

    @Test
    void aRequestThatRunsIsAnsweredWhileTheServiceStops() throws Exception {
        create("Tidy up");
        var stopping = Service.start(settings(postgres.getPort()));
        CompletableFuture<HttpResponse<String>> slow;
        CompletableFuture<Void> stopped;
        try (var locking = postgres.getPostgresDatabase().getConnection(); var statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("LOCK TABLE tasks");
            slow = CLIENT.sendAsync(request(stopping, "/api/tasks").build(), BodyHandlers.ofString());
            awaitWaitingQuery();
            stopped = CompletableFuture.runAsync(stopping::close);
            assertThat(stopped).isNotDone();
            locking.commit();
        }
        assertThat(slow.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        stopped.get(10, TimeUnit.SECONDS);
    }

    private static void awaitWaitingQuery() throws Exception {
        for (int i = 0; i < 500; i++) {
            try (var connection = postgres.getPostgresDatabase().getConnection();
                    var rows = connection.createStatement().executeQuery("SELECT 1 FROM pg_locks WHERE NOT granted")) {
                if (rows.next()) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("no query waits for the lock");
    }

    private static Settings settings(int port) {
        return new Settings(0, "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres", 3,
                Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String create(String title) throws Exception {
        var created = post("/api/tasks", Service.JSON.createObjectNode().put("title", title).toString());
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return created.headers().firstValue("Location").orElseThrow();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(service, path).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    private static HttpResponse<String> put(String path, String body) throws Exception {
        return send("PUT", path, body);
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        return CLIENT.send(request(service, path).method(method, BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Service service, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return Service.JSON.readTree(response.body());
    }

    private static void assertProblem(HttpResponse<String> response, int status, String detail) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(response).get("status").asInt()).isEqualTo(status);
        assertThat(json(response).get("detail").asText()).contains(detail);
    }

    private static void assertField(HttpResponse<String> response, String field) throws IOException {
        assertProblem(response, 400, "not");
        assertThat(json(response).get("errors")).extracting(error -> error.get("field").asText())
                .containsExactly(field);
    }
}
