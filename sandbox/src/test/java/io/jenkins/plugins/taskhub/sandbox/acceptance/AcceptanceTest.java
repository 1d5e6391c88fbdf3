package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.fabric8.kubernetes.api.model.apps.Deployment;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.registry.Registry;
import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.demo.SourcesCopy;
import io.jenkins.plugins.taskhub.sandbox.run.Answers;
import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import io.jenkins.plugins.taskhub.sandbox.run.BuildRequest;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** The project's jobs against a real cluster; what they say is compared with what is on it. */
public abstract class AcceptanceTest {
    static final String DEVELOPER = "dev-1";
    static final String RELEASE_MANAGER = "rm-1";
    static final String RELEASE = LocalTarget.RELEASE;
    static final String DEV_VALUES = "infra/helm/values/task-service/values-dev.yaml";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    final LocalTarget target = LocalTarget.get();
    final Map<String, String> environment = new LinkedHashMap<>(target.environment());
    SourcesCopy sources;

    @Before
    public void prepare() throws Exception {
        sources = SourcesCopy.copy(Checkout.find(), folder.newFolder("sources").toPath());
        prepareCluster();
    }

    /** What is there when a test begins: nothing is deployed. */
    void prepareCluster() throws Exception {
        target.reset();
    }

    /** A controller over the test's home, with the project's jobs. */
    LocalController.Builder controller() {
        return LocalController.over(home()).source(sources.dir()).library("taskhub", sources.dir())
                .environment(environment).group("release-managers", RELEASE_MANAGER, "rm-2", DEVELOPER)
                .job("deploy-dev", sources.jenkinsfile("deploy-dev"))
                .job("deploy-prod", sources.jenkinsfile("deploy-prod"))
                .job("rollback", sources.jenkinsfile("rollback"));
    }

    Path home() {
        return folder.getRoot().toPath().resolve("jenkins");
    }

    BuildOutcome deployDev(String tag) throws IOException, InterruptedException {
        return build("deploy-dev", request -> request.parameter("IMAGE_TAG", tag));
    }

    BuildOutcome deployProd(String tag, Answers answers) throws IOException, InterruptedException {
        return build("deploy-prod", request -> request.parameter("CONFIRM_PROD", true).parameter("RELEASE_TAG", tag)
                .answers(answers));
    }

    BuildOutcome build(String job, UnaryOperator<BuildRequest> how) throws IOException, InterruptedException {
        try (var controller = controller().start()) {
            return how.apply(controller.build(job).user(DEVELOPER)).run();
        }
    }

    /** Runs a script of the test's own, on an agent with the sources in its workspace. */
    BuildOutcome script(String body) throws IOException, InterruptedException {
        var file = folder.getRoot().toPath().resolve("script.Jenkinsfile");
        Files.writeString(file, "node {\n    checkout scm\n    " + body.strip().replace("\n", "\n    ") + "\n}\n");
        try (var controller = controller().job("script", file).start()) {
            return controller.build("script").user(DEVELOPER).run();
        }
    }

    Deployment deployment(String namespace) {
        return target.client().apps().deployments().inNamespace(namespace).withName(RELEASE).get();
    }

    String image(String namespace) {
        return deployment(namespace).getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
    }

    /** The tag that the Deployment names, with its digest or without. */
    String tag(String namespace) {
        return ImageReference.parse(image(namespace)).tag().orElseThrow();
    }

    /** The reference of that tag of the application's image, with the digest that the registry has for it. */
    String pinned(String tag) {
        var reference = ImageReference.parse(target.environment().get("TASKHUB_IMAGE") + ":" + tag);
        return reference + "@" + Registry.direct().digest(reference, null).join().orElseThrow();
    }

    int nodePort(String namespace) {
        return target.client().services().inNamespace(namespace).withName(RELEASE).get()
                .getSpec().getPorts().get(0).getNodePort();
    }

    /** The statuses of the release's revisions, oldest first, such as {@code superseded deployed}. */
    List<String> history(String namespace) {
        return target.client().secrets().inNamespace(namespace).withLabel("owner", "helm").withLabel("name", RELEASE)
                .list().getItems().stream()
                .sorted((a, b) -> Integer.compare(Integer.parseInt(a.getMetadata().getLabels().get("version")),
                        Integer.parseInt(b.getMetadata().getLabels().get("version"))))
                .map(secret -> secret.getMetadata().getLabels().get("status")).toList();
    }

    static void assertSucceeded(BuildOutcome outcome) {
        assertThat(outcome.result()).as(outcome.log()).isEqualTo("SUCCESS");
        assertThat(outcome.exitCode()).isZero();
    }

    /** The build failed with one line that says why, without a trace. */
    static void assertRefused(BuildOutcome outcome, String... reasons) {
        assertThat(outcome.result()).as(outcome.log()).isEqualTo("FAILURE");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.log()).doesNotContain("\tat ");
        var errors = outcome.log().lines().filter(line -> line.startsWith("ERROR: ")).toList();
        assertThat(errors).as(outcome.log()).hasSize(1);
        assertThat(errors.get(0)).contains(reasons);
    }
}
