package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.Before;
import org.junit.Test;

/** The step taskhubBuild with a real buildah and a real Maven. */
public class BuildahIT extends BuildsOfImages {
    private static final String DIGEST = "sha256:[0-9a-f]{64}";

    @Before
    public void buildahIsThere() throws Exception {
        needs("buildah", "Install it (Debian: apt-get install buildah).");
        write("Dockerfile", """
                FROM scratch
                ARG COLOUR=none
                COPY target/app-1.jar /app.jar
                LABEL colour=$COLOUR
                """);
    }

    @Test
    public void anApplicationIsTestedMadeAnImageAndPushedAndNobodySeesThePassword() throws Exception {
        var commit = commit();
        var outcome = buildWatched("def r = taskhubBuild(image: '" + registry.address() + "/team/app', " + CREDENTIALS
                + ", builder: 'buildah', buildArgs: [COLOUR: 'blue'], latest: true)\n"
                + "echo \"RESULT ${r.tag} ${r.digest} ${r.tests.total} ${r.tests.failed}\"", "--authfile");
        var tag = "develop-" + commit.substring(0, 7) + "-1";
        var digest = registry.digest("team/app", tag);
        assertThat(digest).hasValueSatisfying(value -> assertThat(value).matches(DIGEST));
        assertThat(outcome.log()).contains("RESULT " + tag + " " + digest.orElseThrow() + " 2 0",
                "[image] 2 tests, 0 failed, 0 skipped", "Builder: buildah (storage ");
        assertThat(registry.digest("team/app", "latest")).isEqualTo(digest);
        var labels = registry.content().config("team/app", tag).at("/config/Labels");
        assertThat(labels.path("org.opencontainers.image.revision").asText()).isEqualTo(commit);
        assertThat(labels.path("org.opencontainers.image.version").asText()).isEqualTo(tag);
        assertThat(labels.path("colour").asText()).isEqualTo("blue");
        assertThat(registry.content().contents("team/app", tag)).anyMatch(content -> content.contains("app.jar"))
                .noneMatch(content -> LockedRegistry.canaries().stream().anyMatch(content::contains));
    }

    @Test
    public void noImageIsMadeWhereATestFails() throws Exception {
        write("src/test/java/com/example/BrokenTest.java", """
                package com.example;

                public class BrokenTest {
                    @org.junit.Test
                    public void holds() {
                        org.junit.Assert.fail("no");
                    }
                }
                """);
        commit();
        assertRefused(build(taskhubBuild("tag: '1'")), "taskhubBuild: 1 of 3 tests failed, so no image was built: BrokenTest.holds.");
        assertThat(registry.digest("team/app", "1")).isEmpty();
    }

    @Test
    public void aReleaseIsMadeOnceFromACommitAndNeverOverwritten() throws Exception {
        var commit = commit();
        assertSucceeded(build(taskhubBuild("tag: '0.1.2', immutable: true")));
        var digest = registry.digest("team/app", "0.1.2").orElseThrow();
        var again = build(taskhubBuild("tag: '0.1.2', immutable: true"));
        assertSucceeded(again);
        assertThat(again.log()).contains("0.1.2 is not built: it was made from this very commit, " + commit.substring(0, 7))
                .doesNotContain("Building and testing");
        write("README.md", "changed");
        commit();
        assertRefused(build(taskhubBuild("tag: '0.1.2', immutable: true")), "is in the registry already, as " + digest
                + " made from commit " + commit, "A tag like this is never overwritten: take a new tag");
        assertThat(registry.digest("team/app", "0.1.2")).contains(digest);
    }

    @Test
    public void theSameCommitGivesTheSameImage() throws Exception {
        write("Dockerfile", "FROM scratch\nCOPY pom.xml /\n");
        commit();
        assertSucceeded(build(taskhubBuild("tag: '1', tool: 'none'")));
        var first = registry.digest("team/app", "1").orElseThrow();
        assertSucceeded(build(taskhubBuild("tag: '1', tool: 'none'")));
        assertThat(registry.digest("team/app", "1")).contains(first);
    }

    @Test
    public void severalImagesAreMadeOfOneCheckoutThatIsTestedOnce() throws Exception {
        write("web/Dockerfile", "FROM scratch\nCOPY page.html /\n");
        write("web/page.html", "hello");
        commit();
        var outcome = build("def r = taskhubBuild(registry: '" + registry.address() + "', " + CREDENTIALS
                + ", tag: '7', builder: 'buildah', images: [[image: 'team/app'], [image: 'team/web', context: 'web']])\n"
                + "r.images.each { echo \"MADE ${it.pinned}\" }");
        assertSucceeded(outcome);
        for (var name : new String[] {"team/app", "team/web"}) {
            assertThat(outcome.log()).contains("MADE " + registry.address() + "/" + name + "@"
                    + registry.digest(name, "7").orElseThrow(), "[image]   " + name + ": STEP 1/");
        }
        assertThat(outcome.log().split("T E S T S", -1)).hasSize(2);
    }

    @Test
    public void anInterruptedPushLeavesNothingTagged() throws Exception {
        commit();
        try (var proxy = new HoldingProxy(registry.port(), "PUT /v2/team/app/manifests/");
             var controller = controller("taskhubBuild(image: '" + proxy.address() + "/team/app', " + CREDENTIALS
                     + ", builder: 'buildah', tag: '1', latest: true)").start()) {
            var build = start(controller);
            assertThat(proxy.awaitHeld()).as("the push came to its last request").isTrue();
            build.abort("dev-1");
            var outcome = build.await();
            assertThat(outcome.result()).isEqualTo("ABORTED");
            assertThat(outcome.log()).contains("[image] Interrupted: no tag was pushed; the registry is as it was");
        }
        assertThat(registry.digest("team/app", "1")).isEmpty();
        assertThat(registry.digest("team/app", "latest")).isEmpty();
    }

    @Test
    public void aRegistryThatRefusesIsSaid() throws Exception {
        commit();
        assertRefused(build("taskhubBuild(image: '" + registry.address() + "/team/app', registryCredentialsId: 'wrong', "
                + "builder: 'buildah', tag: '1', tool: 'none', dockerfile: 'src/Dockerfile', context: 'src')"),
                "there is no Dockerfile 'src/Dockerfile' in the workspace");
        write("src/Dockerfile", "FROM scratch\nCOPY main /\n");
        commit();
        assertRefused(build("taskhubBuild(image: '" + registry.address() + "/team/app', registryCredentialsId: 'wrong', "
                + "builder: 'buildah', tag: '1', tool: 'none', context: 'src')"),
                "/team/app:1 could not be pushed: ", "the registry refuses. Check the credential of registryCredentialsId");
        assertThat(registry.digest("team/app", "1")).isEmpty();
    }

    @Test
    public void aFullDiskIsSaid() throws Exception {
        assumeTrue("root mounts a small file system for this", System.getProperty("user.name").equals("root"));
        write("big/Dockerfile", "FROM scratch\nCOPY data /\n");
        write("big/data", "0123456789abcdef".repeat(400_000));
        commit();
        Path small = folder.newFolder("small").toPath();
        assertThat(new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=3m", "none", small.toString()).inheritIO().start()
                .waitFor()).isZero();
        try {
            var conf = Files.writeString(folder.getRoot().toPath().resolve("storage.conf"), "[storage]\ndriver = \"vfs\"\n"
                    + "graphroot = \"" + small.resolve("root") + "\"\nrunroot = \"" + small.resolve("run") + "\"\n");
            assertRefused(build("withEnv(['CONTAINERS_STORAGE_CONF=" + conf + "']) {\n"
                    + taskhubBuild("tag: '1', tool: 'none', context: 'big'") + "\n}"),
                    "/team/app:1 could not be built: ", "no space left on device", "the disk of the agent is full");
        } finally {
            new ProcessBuilder("umount", "--recursive", small.toString()).inheritIO().start().waitFor();
        }
        assertThat(registry.digest("team/app", "1")).isEmpty();
    }

    private String taskhubBuild(String more) {
        return "taskhubBuild(image: '" + registry.address() + "/team/app', " + CREDENTIALS + ", builder: 'buildah', " + more
                + ")";
    }
}
