package io.jenkins.plugins.taskhub.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.Test;

public class BuildRequestTest {

    @Test
    public void acceptsWhatIsAllowed() {
        var request = request(one -> one.images.get(0).tag = "t".repeat(128));
        assertThat(request.checked().images.get(0).reference()).hasToString("registry.example.com/team/app");
    }

    @Test
    public void refusesATagThatIsTooLong() {
        refused(request -> request.images.get(0).tag = "t".repeat(129), "tag 'ttt", "is not an image tag: up to 128");
    }

    @Test
    public void refusesATagThatStartsWithADash() {
        refused(request -> request.images.get(0).tag = "-rm", "tag '-rm' is not an image tag");
    }

    @Test
    public void refusesARepositoryInUpperCase() {
        refused(request -> request.images.get(0).image = "registry.example.com/Team/app",
                "image 'registry.example.com/Team/app' is not an image repository", "in lower case");
        refused(request -> request.images.get(0).image = "Team/app", "image 'Team/app' is not an image repository");
        refused(request -> request.images.get(0).image = "App", "image 'App' is not an image repository");
    }

    @Test
    public void refusesARepositoryWithATag() {
        refused(request -> request.images.get(0).image = "team/app:1", "in lower case and without a tag");
    }

    @Test
    public void refusesABuildArgumentWithALineBreak() {
        refused(request -> request.images.get(0).buildArgs.put("A", "x\nRUN rm"), "buildArgs 'A' has a line break",
                "'x\\u000aRUN rm': give it on one line");
    }

    @Test
    public void refusesWhatIsNoNameOfABuildArgumentOrALabel() {
        refused(request -> request.images.get(0).buildArgs.put("A=B", "x"), "buildArgs 'A=B' is not the name of a build argument");
        refused(request -> request.images.get(0).labels.put("-x", "x"), "labels '-x' is not the name of a label");
        refused(request -> request.images.get(0).labels.put("x", "a\rb"), "labels 'x' has a line break");
    }

    @Test
    public void refusesADockerfileOutsideOfTheContext() {
        refused(request -> {
            request.images.get(0).context = "web";
            request.images.get(0).dockerfile = "Dockerfile";
        }, "dockerfile 'Dockerfile' lies outside of the context 'web'");
        refused(request -> request.images.get(0).dockerfile = "../Dockerfile", "dockerfile '../Dockerfile' is not a path inside");
        refused(request -> {
            request.images.get(0).context = "web";
            request.images.get(0).dockerfile = "web/../api/Dockerfile";
        }, "lies outside of the context 'web'");
    }

    @Test
    public void refusesAContextOutsideOfTheWorkspace() {
        refused(request -> request.images.get(0).context = "../x", "context '../x' is not a path inside the workspace");
        refused(request -> request.images.get(0).context = "/etc", "context '/etc' is not a path inside the workspace");
    }

    @Test
    public void anImageWithoutARegistryGoesToTheUsualOne() {
        var request = new ImageRequest();
        request.usualRegistry = "usual.example.com";
        request.image = "team/app";
        assertThat(request.reference()).hasToString("usual.example.com/team/app");
        request.image = "docker.io/team/app";
        assertThat(request.reference()).hasToString("docker.io/team/app");
        request.image = "other.example.com/team/app";
        assertThat(request.reference()).hasToString("other.example.com/team/app");
        request.image = "team/app";
        request.registry = "given.example.com";
        assertThat(request.reference()).hasToString("given.example.com/team/app");
    }

    @Test
    public void putsTheRegistryBeforeANameThatHasNone() {
        assertThat(reference("team/app", "registry.example.com:5000")).isEqualTo("registry.example.com:5000/team/app");
        assertThat(reference("app", "https://registry.example.com/")).isEqualTo("registry.example.com/app");
        assertThat(reference("127.0.0.1:5000/app", "http://127.0.0.1:5000")).isEqualTo("127.0.0.1:5000/app");
        assertThat(reference("app", null)).isEqualTo("docker.io/library/app");
    }

    @Test
    public void allowsPlainHttpOnLoopbackOnly() {
        refused(request -> request.images.get(0).registry = "http://registry.example.com",
                "registry 'http://registry.example.com' speaks plain http, which is allowed for loopback only");
    }

    @Test
    public void refusesTwoRegistries() {
        refused(request -> request.images.get(0).registry = "other.example.com", "is in another registry than registry");
        refused(request -> request.images.get(0).registry = "a b", "registry 'a b' is not a host");
        refused(request -> request.images.get(0).registry = "-x", "begins with '-'");
    }

    @Test
    public void refusesUnknownWordsWithThoseThatAreKnown() {
        refused(request -> request.tool = "ant", "tool 'ant' is none of auto, maven, gradle, npm or none");
        refused(request -> request.builder = "podman", "builder 'podman' is none of auto, docker, buildah, kaniko or jib");
        refused(request -> request.via = "x", "via 'x' is none of controller or agent");
        refused(request -> request.images.get(0).platforms.add("linux"), "platforms 'linux' is not a platform such as");
    }

    @Test
    public void refusesGoalsThatAreOptions() {
        refused(request -> request.goals.add("-Dx=y"), "goals '-Dx=y' begins with '-': options belong into the project");
        refused(request -> request.goals.add("clean verify"), "goals 'clean verify' is not a goal");
        refused(request -> {
            request.goals.add("verify");
            request.tool = "none";
        }, "goals are given, and tool is none");
    }

    @Test
    public void refusesWhatDoesNotGoTogether() {
        refused(request -> {
            request.latest = true;
            request.push = false;
        }, "latest is a tag in the registry, and push is false");
        refused(request -> {
            request.latest = true;
            request.images.get(0).tag = "latest";
        }, "tag is 'latest' already");
        refused(request -> {
            request.builder = "jib";
            request.tool = "npm";
        }, "builder jib makes images of Maven and Gradle projects, and tool is npm");
    }

    @Test
    public void takesWhatIsCommonToAllImagesWhereAnEntrySaysNothingElse() {
        var common = new ImageRequest();
        common.context = ".";
        common.tag = "1";
        common.labels.put("team", "blue");
        var request = BuildRequest.of(common, List.of(Map.of("image", "a"),
                Map.of("image", "b", "context", "web", "tag", "2", "labels", Map.of("x", "y"), "platforms",
                        List.of("linux/amd64"), "buildArgs", Map.of("N", 1)))).checked();
        assertThat(request.images.get(0).tag).isEqualTo("1");
        assertThat(request.images.get(0).labels).containsOnlyKeys("team");
        var second = request.images.get(1);
        assertThat(List.of(second.tag, second.context)).containsExactly("2", "web");
        assertThat(second.labels).containsOnlyKeys("team", "x");
        assertThat(second.buildArgs).containsEntry("N", "1");
        assertThat(second.platforms).containsExactly("linux/amd64");
    }

    @Test
    public void refusesEntriesOfImagesThatAreNone() {
        refusedImages(List.of(), "images has 0 entries");
        refusedImages(List.of("a"), "images holds 'a': give maps such as");
        refusedImages(List.of(Map.of("tag", "1")), "an entry of images has no image");
        refusedImages(List.of(Map.of("image", "a", "builder", "jib")), "images has an entry with 'builder': it takes image, tag");
        refusedImages(List.of(Map.of("image", "a", "labels", "x")), "an entry whose labels is not a map");
        refusedImages(List.of(Map.of("image", "a"), Map.of("image", "docker.io/library/a")), "twice: give each image once");
    }

    @Test
    public void refusesImageBesideImages() {
        var common = new ImageRequest();
        common.image = "a";
        assertThatThrownBy(() -> BuildRequest.of(common, List.of(Map.of("image", "b")))).isInstanceOf(StepFailure.class)
                .hasMessageContaining("image and images are both given");
    }

    private static void refusedImages(List<?> images, String why) {
        var common = new ImageRequest();
        common.context = ".";
        assertThatThrownBy(() -> BuildRequest.of(common, images).checked()).isInstanceOf(StepFailure.class)
                .hasMessageContaining(why);
    }

    private static String reference(String image, String registry) {
        return request(request -> {
            request.images.get(0).image = image;
            request.images.get(0).registry = registry;
        }).checked().images.get(0).reference().toString();
    }

    private static void refused(Consumer<BuildRequest> change, String... said) {
        assertThatThrownBy(() -> request(change).checked()).isInstanceOf(StepFailure.class).hasMessageContainingAll(said);
    }

    private static BuildRequest request(Consumer<BuildRequest> change) {
        var image = new ImageRequest();
        image.image = "registry.example.com/team/app";
        image.context = ".";
        var request = BuildRequest.of(image);
        change.accept(request);
        return request;
    }
}
