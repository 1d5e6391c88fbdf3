package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

/** The step taskhubBuild with a real jib inside a real Maven: no daemon, no Dockerfile. */
public class JibIT extends BuildsOfImages {

    @Test
    public void aMavenProjectWithoutADockerfileBecomesAnImageAndNobodySeesThePassword() throws Exception {
        var base = registry.pushBase("base/java:17");
        var commit = commit();
        var outcome = buildWatched("def r = taskhubBuild(image: '" + registry.address() + "/team/app', " + CREDENTIALS
                + ", baseImage: '" + base + "', labels: [team: 'a,b'], latest: true)\n"
                + "echo \"RESULT ${r.tag} ${r.pinned} ${r.tests.total}\"", "jib-maven-plugin");
        var tag = "develop-" + commit.substring(0, 7) + "-1";
        var digest = registry.digest("team/app", tag).orElseThrow();
        assertThat(outcome.log()).contains("Builder: jib, since there is no Dockerfile, and a Maven project",
                "RESULT " + tag + " " + registry.address() + "/team/app@" + digest + " 2");
        assertThat(registry.digest("team/app", "latest")).contains(digest);
        var config = registry.content().config("team/app", tag);
        assertThat(config.at("/config/Labels/org.opencontainers.image.revision").asText()).isEqualTo(commit);
        assertThat(config.at("/config/Labels/team").asText()).isEqualTo("a,b");
        assertThat(config.at("/config/Entrypoint").toString()).contains("com.example.Main");
        assertThat(registry.content().contents("team/app", tag)).anyMatch(content -> content.contains("com/example/Main.class"))
                .noneMatch(content -> LockedRegistry.canaries().stream().anyMatch(content::contains));
    }

    @Test
    public void aRegistryThatRefusesIsSaid() throws Exception {
        commit();
        assertRefused(build("taskhubBuild(image: '" + registry.address() + "/team/app', registryCredentialsId: 'wrong', "
                + "baseImage: 'scratch', tag: '1', test: false)"), "/team/app:1 could not be built and pushed: ",
                "the registry refuses. Check the credential of registryCredentialsId");
        assertThat(registry.digest("team/app", "1")).isEmpty();
    }
}
