package io.jenkins.plugins.taskhub.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.step.StepFailure;
import org.junit.Test;

public class ImageReferenceTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @Test
    public void aNameWithoutRegistryStandsForDockerHub() {
        assertThat(ImageReference.parse("taskhub/app:1.2")).hasToString("docker.io/taskhub/app:1.2");
        assertThat(ImageReference.parse("index.docker.io/taskhub/app")).hasToString("docker.io/taskhub/app");
    }

    @Test
    public void aNameWithoutOwnerOnDockerHubStandsForItsLibrary() {
        assertThat(ImageReference.parse("nginx")).hasToString("docker.io/library/nginx");
        assertThat(ImageReference.parse("docker.io/nginx")).hasToString("docker.io/library/nginx");
        assertThat(ImageReference.parse("registry.example.com/nginx")).hasToString("registry.example.com/nginx");
    }

    @Test
    public void aPortIsNotTakenForATag() {
        ImageReference image = ImageReference.parse("localhost:5000/app");
        assertThat(image.registry()).isEqualTo("localhost:5000");
        assertThat(image.repository()).isEqualTo("app");
        assertThat(image.tag()).isEmpty();
    }

    @Test
    public void readsTagAndDigestTogether() {
        ImageReference image = ImageReference.parse("[::1]:5000/team/sub/app_x:v1@" + DIGEST);
        assertThat(image.registry()).isEqualTo("[::1]:5000");
        assertThat(image.repository()).isEqualTo("team/sub/app_x");
        assertThat(image.tag()).contains("v1");
        assertThat(image.digest()).contains(DIGEST);
    }

    @Test
    public void aTagReplacesTagAndDigest() {
        assertThat(ImageReference.parse("app:1@" + DIGEST).withTag("2")).hasToString("docker.io/library/app:2");
        assertThat(ImageReference.parse("app:1").withDigest(DIGEST)).hasToString("docker.io/library/app@" + DIGEST);
    }

    @Test
    public void refusesWhatACommandWouldTakeForAnOption() {
        assertThatThrownBy(() -> ImageReference.parse("--privileged"))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("'--privileged'").hasMessageContaining("begins with '-'");
        assertThatThrownBy(() -> ImageReference.checkTag("-rf"))
                .hasMessageContaining("'-rf' is no image tag").hasMessageContaining("begins with a letter");
    }

    @Test
    public void refusesWhatTheGrammarDoesNotAllow() {
        for (String wrong : new String[] {"", " ", "App", "a//b", "a/", "/a", "a b", "a;b", "a..b", "a___b",
            "host.com/", "ho_st.com/x", "app:", "app:a b", "app:" + "x".repeat(129), "app@sha256:12",
            "app@" + DIGEST + "0", "x".repeat(250)}) {
            assertThatThrownBy(() -> ImageReference.parse(wrong)).as(wrong).isInstanceOf(StepFailure.class);
        }
    }

    @Test
    public void theLongestTagIsAllowed() {
        assertThat(ImageReference.checkTag("_" + "x".repeat(127))).hasSize(128);
    }

    @Test
    public void ofAContainersImageAVersionIsShown() {
        assertThat(ImageReference.read("app:1@" + DIGEST)).get().extracting(ImageReference::version).isEqualTo("1");
        assertThat(ImageReference.read("app@" + DIGEST)).get().extracting(ImageReference::version).isEqualTo(DIGEST);
        assertThat(ImageReference.read("app")).get().extracting(ImageReference::version).isEqualTo("latest");
    }

    @Test
    public void aContainersImageMayBeNoName() {
        for (String text : new String[] {"", " ", "-app", "app:", "app:a b", "app:-x", "a/", "app@sha256:1", null,
                "x".repeat(600)}) {
            assertThat(ImageReference.read(text)).as(text).isEmpty();
        }
    }
}
