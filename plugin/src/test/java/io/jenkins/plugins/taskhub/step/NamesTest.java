package io.jenkins.plugins.taskhub.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Test;

public class NamesTest {
    @Test
    public void takesTheTagsThatARegistryTakes() {
        for (String tag : new String[] {"0.1.2", "latest", "_x", "main-3f27cd3-41", "A".repeat(128)}) {
            assertThat(Names.imageTag("imageTag", tag)).isEqualTo(tag);
        }
    }

    @Test
    public void refusesATagThatStartsWithADash() {
        refused(() -> Names.imageTag("imageTag", "-rm"), "imageTag '-rm' is not an image tag");
    }

    @Test
    public void refusesATagWithABlankASemicolonOrTooManyCharacters() {
        refused(() -> Names.imageTag("imageTag", "1.0 2"), "'1.0 2'");
        refused(() -> Names.imageTag("imageTag", "1.0;id"), "'1.0;id'");
        refused(() -> Names.imageTag("imageTag", "1.0\n"), "'1.0\\u000a'");
        refused(() -> Names.imageTag("imageTag", "a".repeat(129)), "up to 128");
    }

    @Test
    public void refusesAnEmptyValueInWords() {
        refused(() -> Names.imageTag("imageTag", ""), "imageTag is missing");
        refused(() -> Names.namespace("namespace", null), "namespace is missing");
    }

    @Test
    public void takesRepositoriesByTheDistributionGrammar() {
        for (String repository : new String[] {
            "app", "taskhub/task-service", "docker.io/taskhub/task-service", "localhost:5000/a/b__c", "127.0.0.1:5000/x"
        }) {
            assertThat(Names.imageRepository("image", repository)).isEqualTo(repository);
        }
    }

    @Test
    public void refusesRepositoriesWithATagUpperCaseOrAScheme() {
        refused(() -> Names.imageRepository("image", "team/app:1.0"), "without a tag");
        refused(() -> Names.imageRepository("image", "team/App"), "lower case");
        refused(() -> Names.imageRepository("image", "https://host/app"), "image repository");
        refused(() -> Names.imageRepository("image", "a/" + "b".repeat(260)), "at most 255");
    }

    @Test
    public void holdsNamespacesAndReleasesToDns1123() {
        assertThat(Names.namespace("namespace", "dev-2")).isEqualTo("dev-2");
        assertThat(Names.release("release", "task-service.v2")).isEqualTo("task-service.v2");
        refused(() -> Names.namespace("namespace", "Dev"), "namespace 'Dev' is not a namespace");
        refused(() -> Names.namespace("namespace", "dev.2"), "'dev.2'");
        refused(() -> Names.namespace("namespace", "-n"), "'-n'");
        refused(() -> Names.namespace("namespace", "n".repeat(64)), "at most 63");
        refused(() -> Names.release("release", "r".repeat(54)), "at most 53");
    }

    @Test
    public void keepsPathsInsideTheWorkspace() {
        assertThat(Names.workspacePath("values", "infra/./helm/../values-dev.yaml")).endsWith("values-dev.yaml");
        for (String path : new String[] {"/etc/passwd", "../x", "a/../../x", "~/x", "a\\..\\x"}) {
            refused(() -> Names.workspacePath("values", path), "inside the workspace");
        }
        refused(() -> Names.workspacePath("values", "--kubeconfig=x"), "begins with '-'");
    }

    @Test
    public void readsSpansOfTime() {
        assertThat(Names.duration("timeout", "5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Names.duration("timeout", "1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Names.duration("timeout", "5m0s")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Names.duration("timeout", "300")).isEqualTo(Duration.ofSeconds(300));
        refused(() -> Names.duration("timeout", "0s"), "timeout '0s' is not a span of time");
        refused(() -> Names.duration("timeout", "soon"), "such as 90s");
        refused(() -> Names.duration("timeout", "-5m"), "'-5m'");
    }

    @Test
    public void showsAHostileValueOnOneShortLine() {
        assertThat(Names.shown("a\nb" + "c".repeat(200))).hasSizeLessThan(95).doesNotContain("\n").endsWith("…'");
    }

    private static void refused(ThrowingCallable call, String said) {
        assertThatThrownBy(call).isInstanceOf(StepFailure.class).hasMessageContaining(said);
    }
}
