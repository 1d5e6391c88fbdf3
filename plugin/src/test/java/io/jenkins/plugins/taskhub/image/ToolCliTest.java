package io.jenkins.plugins.taskhub.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

/** The argument lists of git and of the build tools. */
public class ToolCliTest {
    private static final String ID = "0123456789abcdef0123456789abcdef01234567";

    @Test
    public void mavenBuilds() {
        assertThat(new MavenCli(".", false).build(List.of(), true)).containsExactly("mvn", "--batch-mode",
                "--no-transfer-progress", "verify");
        assertThat(new MavenCli(".", false).build(List.of(), false)).containsExactly("mvn", "--batch-mode",
                "--no-transfer-progress", "package", "-DskipTests");
        assertThat(new MavenCli("services/api", true).build(List.of("clean", "install"), false)).containsExactly(
                "./services/api/mvnw", "--batch-mode", "--no-transfer-progress", "--file", "services/api/pom.xml", "clean",
                "install", "-DskipTests");
    }

    @Test
    public void gradleBuilds() {
        assertThat(new GradleCli(".", false).build(List.of(), true)).containsExactly("gradle", "--no-daemon",
                "--console=plain", "build");
        assertThat(new GradleCli(".", true).build(List.of(), false)).containsExactly("./gradlew", "--no-daemon",
                "--console=plain", "assemble");
        assertThat(new GradleCli("api", true).build(List.of("clean", ":api:build"), false)).containsExactly("./api/gradlew",
                "--no-daemon", "--console=plain", "--project-dir", "api", "clean", ":api:build", "--exclude-task", "test");
    }

    @Test
    public void npmBuilds() {
        assertThat(new NpmCli(".").install(true)).containsExactly("npm", "ci", "--no-audit", "--no-fund");
        assertThat(new NpmCli("web").install(false)).containsExactly("npm", "--prefix", "web", "install", "--no-audit",
                "--no-fund");
        assertThat(new NpmCli(".").run("test:unit")).containsExactly("npm", "run", "test:unit");
        assertThat(new NpmCli("web").runIfPresent("build")).containsExactly("npm", "--prefix", "web", "run", "build",
                "--if-present");
    }

    @Test
    public void gitTellsTheCommit() {
        assertThat(new GitCli().commit()).containsExactly("git", "log", "-1", "--no-show-signature", "--decorate=short",
                "--format=%H %ct %D");
        assertThat(GitCli.readCommit(ID + " 1700000000\n")).contains(new Commit(ID, 1_700_000_000, null));
        assertThat(GitCli.readCommit("fatal: not a git repository")).isEmpty();
        assertThat(GitCli.readCommit("")).isEmpty();
        assertThat(new Commit(ID, 0, null).shortId()).isEqualTo("0123456");
    }

    @Test
    public void gitTellsTheBranchWhereThatIsClear() {
        assertThat(branch("HEAD -> develop, tag: v1, origin/develop, origin/main")).isEqualTo("develop");
        assertThat(branch("HEAD, origin/feature/x")).isEqualTo("feature/x");
        assertThat(branch("HEAD, origin/develop, origin/HEAD")).isEqualTo("develop");
        assertThat(branch("HEAD, origin/a, origin/b")).isNull();
        assertThat(branch("HEAD, tag: v1")).isNull();
    }

    private static String branch(String names) {
        return GitCli.readCommit(ID + " 1700000000 " + names).orElseThrow().branch();
    }

    @Test
    public void gitTellsTheOriginAndNobodysPassword() {
        assertThat(new GitCli().origin()).containsExactly("git", "config", "--get", "remote.origin.url");
        assertThat(GitCli.readOrigin("https://me:secret@git.example.com/team/app.git\n"))
                .contains("https://git.example.com/team/app.git");
        assertThat(GitCli.readOrigin("https://x-token@git.example.com/team/app")).contains("https://git.example.com/team/app");
        assertThat(GitCli.readOrigin("git@git.example.com:team/app.git")).contains("git.example.com:team/app.git");
        assertThat(GitCli.readOrigin("ssh://git@git.example.com:22/team/app")).contains("ssh://git.example.com:22/team/app");
        assertThat(GitCli.readOrigin("/srv/git/app")).contains("/srv/git/app");
        assertThat(GitCli.readOrigin("file:///srv/git/app")).contains("file:///srv/git/app");
        assertThat(GitCli.readOrigin("https://me:p%ss@x/y")).isEmpty();
        assertThat(GitCli.readOrigin("\n")).isEmpty();
    }
}
