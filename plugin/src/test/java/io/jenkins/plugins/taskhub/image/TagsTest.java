package io.jenkins.plugins.taskhub.image;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import io.jenkins.plugins.taskhub.step.Names;
import org.junit.Test;

public class TagsTest {
    private static final Commit COMMIT = new Commit("0123456789abcdef0123456789abcdef01234567", 0, null);

    @Test
    public void aTagIsMadeOfBranchCommitAndBuild() {
        assertThat(Tags.of("develop", COMMIT, 17)).isEqualTo("develop-0123456-17");
    }

    @Test
    public void whatATagMayNotHoldBecomesADash() {
        assertThat(Tags.of("feature/Süß & neu", COMMIT, 1)).isEqualTo("feature-S-neu-0123456-1");
        assertThat(Tags.of("-.x-", COMMIT, 1)).isEqualTo("x-0123456-1");
        assertThat(Tags.of("日本", COMMIT, 1)).isEqualTo("0123456-1");
    }

    @Test
    public void aLongBranchIsCutAndTheBuildStays() {
        String tag = Tags.of("b".repeat(300), COMMIT, 123);
        assertThat(tag).hasSize(128).endsWith("b-0123456-123");
        assertThat(Names.imageTag("tag", tag)).isEqualTo(tag);
    }

    @Test
    public void whatIsNotKnownIsLeftOut() {
        assertThat(Tags.of(null, COMMIT, 2)).isEqualTo("0123456-2");
        assertThat(Tags.of("main", null, 2)).isEqualTo("main-2");
        assertThat(Tags.of(null, null, 2)).isEqualTo("2");
    }

    @Test
    public void theBranchIsTheOneThatJenkinsNames() {
        assertThat(Tags.branch(new EnvVars("GIT_BRANCH", "origin/develop"))).contains("develop");
        assertThat(Tags.branch(new EnvVars("GIT_BRANCH", "refs/remotes/origin/a/b"))).contains("a/b");
        assertThat(Tags.branch(new EnvVars("GIT_BRANCH", "origin/develop", "BRANCH_NAME", "PR-7"))).contains("PR-7");
        assertThat(Tags.branch(new EnvVars("GIT_BRANCH", "HEAD"))).isEmpty();
        assertThat(Tags.branch(new EnvVars())).isEmpty();
    }
}
