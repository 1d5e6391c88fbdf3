package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.cluster.DebianImage;
import io.jenkins.plugins.taskhub.sandbox.demo.SourcesCopy;
import io.jenkins.plugins.taskhub.sandbox.demo.TaskApi;
import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The Dockerfile of task-service, built by the step with buildah, and what it makes on a real node. */
public class TaskServiceImageIT extends RealNodeAcceptance {
    private static final String NAMESPACE = "task-service-image";
    private static final String REPOSITORY = "taskhub/task-service-by-dockerfile";
    private static final String TAG = "1.0.0";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @After
    public void removeTheNamespace() {
        deleteNamespace(NAMESPACE);
    }

    @Test
    public void theDockerfileMakesAnImageThatRunsWithoutRootAndWithoutMaven() throws Exception {
        var outcome = build();
        assertThat(outcome.result()).as(outcome.log()).isEqualTo("SUCCESS");
        assertThat(outcome.log()).contains("[image] 22 tests, 0 failed, 0 skipped", "Builder: buildah", "STEP ");
        var content = new RegistryContent(target.state().registry(), Optional.empty());
        var digest = content.digest(REPOSITORY, TAG).orElseThrow();
        assertThat(outcome.log()).contains("RESULT " + digest);
        var config = content.config(REPOSITORY, TAG).path("config");
        assertThat(config.path("User").asText()).isEqualTo("10001:10001");
        assertThat(config.path("Entrypoint").toString()).isEqualTo("[\"java\",\"-jar\",\"/app/task-service.jar\"]");
        assertThat(config.path("ExposedPorts").has("8080/tcp")).isTrue();
        var labels = config.path("Labels");
        assertThat(labels.path("org.opencontainers.image.version").asText()).isEqualTo(TAG);
        assertThat(labels.path("org.opencontainers.image.revision").asText()).matches("[0-9a-f]{40}");
        assertThat(labels.path("org.opencontainers.image.created").asText()).isNotEmpty();

        namespace(NAMESPACE);
        installPostgres(NAMESPACE);
        install(digest);
        var pod = client.pods().inNamespace(NAMESPACE).withLabel("app.kubernetes.io/name", "task-service").list()
                .getItems().get(0).getMetadata().getName();
        assertThat(shell(pod, "id -u; command -v mvn javac git || echo only what runs it; ls /app"))
                .isEqualTo("10001\nonly what runs it\nlib\ntask-service.jar\n");
        var api = new TaskApi(client, NAMESPACE);
        api.add("Seen through the Service");
        assertThat(api.all()).extracting(task -> task.path("title").asText()).containsExactly("Seen through the Service");
        assertThat(sql(NAMESPACE, "SELECT title FROM tasks")).isEqualTo("Seen through the Service");
    }

    private BuildOutcome build() throws Exception {
        var root = folder.getRoot().toPath();
        var sources = SourcesCopy.copy(Checkout.find(), root.resolve("sources"));
        String maven;
        String java;
        try (var progress = Progress.onScreen(System.out)) {
            maven = DebianImage.MAVEN.push(target.tools().cluster(), target.state().registry(), progress);
            java = DebianImage.JAVA.push(target.tools().cluster(), target.state().registry(), progress);
        }
        var script = Files.writeString(root.resolve("Jenkinsfile"), """
                node {
                    git url: '%s', branch: 'develop'
                    def built = taskhubBuild(image: '%s/%s', tag: '%s', context: 'examples/task-service', builder: 'buildah',
                                             buildArgs: [BUILD_IMAGE: '%s', BASE_IMAGE: '%s'])
                    echo "RESULT ${built.digest}"
                }
                """.formatted(sources.dir(), target.state().registry(), REPOSITORY, TAG, maven, java));
        try (var controller = LocalController.over(root.resolve("jenkins")).source(sources.dir())
                .environment(BuildahStorage.in(root.resolve("storage"))).job("image", script).start()) {
            return controller.build("image").user("dev-1").run();
        }
    }

    private void install(String digest) throws IOException, InterruptedException {
        target.helm("upgrade", "--install", "task-service", chart("task-service").toString(), "-n", NAMESPACE,
                "--set", "image.repository=" + target.state().registry() + "/" + REPOSITORY,
                "--set", "image.digest=" + digest, "--wait", "--timeout", "180s");
    }

    private String shell(String pod, String script) throws Exception {
        return exec(NAMESPACE, pod, "sh", "-c", script);
    }
}
