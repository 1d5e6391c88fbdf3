package io.jenkins.plugins.taskhub.image;

import static io.jenkins.plugins.taskhub.image.PlayedTools.COMMIT;
import static io.jenkins.plugins.taskhub.image.PlayedTools.DIGEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.util.Secret;
import io.jenkins.plugins.taskhub.credentials.Login;
import io.jenkins.plugins.taskhub.registry.FakeRegistry;
import io.jenkins.plugins.taskhub.registry.Registry;
import io.jenkins.plugins.taskhub.step.EngineRunner;
import io.jenkins.plugins.taskhub.step.FakePorts;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ImageBuildTest {
    private static final String TAG = "develop-0123456-7";

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private FakePorts ports;
    private PlayedTools tools;
    private BuildRequest request;

    @Before
    public void makeAWorkspace() throws Exception {
        ports = new FakePorts(tmp.getRoot(), "image");
        ports.env.put("GIT_BRANCH", "origin/develop");
        ports.registry = Registry.direct();
        tools = new PlayedTools(ports);
        tools.fails("docker version", 127);
        file("pom.xml", "<project/>");
        file("Dockerfile", "FROM scratch\n");
        var image = new ImageRequest();
        image.image = tools.registry.host() + "/taskhub/app";
        image.context = ".";
        request = BuildRequest.of(image);
    }

    @After
    public void stop() {
        tools.registry.close();
    }

    @Test
    public void buildsTestsMakesTheImageAndPushesIt() throws Exception {
        var result = build();
        String image = tools.registry.host() + "/taskhub/app";
        assertThat(tools.work()).hasSize(3);
        assertThat(tools.work().get(0)).isEqualTo("mvn --batch-mode --no-transfer-progress verify");
        assertThat(tools.work().get(1)).startsWith("buildah --registries-conf ").contains(" build --isolation chroot --file Dockerfile --tag "
                + image + ":" + TAG + " --label org.opencontainers.image.revision=" + COMMIT
                + " --label org.opencontainers.image.source=https://git.example.com/team/app.git"
                + " --label org.opencontainers.image.version=" + TAG
                + " --label org.opencontainers.image.created=2023-11-14T22:13:20Z --timestamp 1700000000 .");
        assertThat(tools.work().get(2)).contains(" push --digestfile ").endsWith(" docker://" + image + ":" + TAG);
        assertThat(result).containsEntry("image", image).containsEntry("tag", TAG)
                .containsEntry("reference", image + ":" + TAG).containsEntry("digest", DIGEST)
                .containsEntry("pinned", image + "@" + DIGEST).containsEntry("skipped", false)
                .containsEntry("tests", new LinkedHashMap<>(Map.of("total", 2, "failed", 0, "skipped", 1)))
                .doesNotContainKey("images");
        assertThat(ports.text()).contains("[image] Commit " + COMMIT + " of develop\n",
                "[image] Builder: buildah (storage overlay), the first that works here (docker: not installed)\n",
                "[image] 2 tests, 0 failed, 1 skipped\n",
                "[image] " + image + ":" + TAG + " is in the registry as " + DIGEST + "\n").doesNotContain("secret");
        assertThat(ports.reports).hasSize(1);
    }

    @Test
    public void makesNoImageWhereATestFails() {
        tools.report = PlayedTools.FAILED;
        tools.fails("mvn", 1, "[ERROR] There are test failures.");
        refused("1 of 2 tests failed, so no image was built: A.b. Mend them, then run the job again");
        assertThat(tools.work()).hasSize(1);
    }

    @Test
    public void makesNoImageWhereATestFailedAndTheToolDoesNotMind() {
        tools.report = PlayedTools.FAILED;
        refused("1 of 2 tests failed, so no image was built: A.b.");
        assertThat(tools.work()).hasSize(1);
    }

    @Test
    public void showsTheTestsByJenkinsOwnStepAlsoWhereOneFails() throws Exception {
        tools.report = PlayedTools.FAILED;
        ports.tests = Optional.of(CompletableFuture.completedFuture(null));
        refused("1 of 2 tests failed");
        assertThat(ports.shownTests)
                .containsExactly("**/target/surefire-reports/TEST-*.xml,**/target/failsafe-reports/TEST-*.xml");
        assertThat(ports.text()).doesNotContain("build's page");
    }

    @Test
    public void goesOnWhereTheTestsCannotBeShown() throws Exception {
        ports.tests = Optional.of(CompletableFuture.failedFuture(new IllegalStateException("no room")));
        assertThat(build()).containsEntry("digest", DIGEST);
        assertThat(ports.text()).contains("[image] The test results could not be shown on the build's page: no room\n");
    }

    @Test
    public void makesNoImageWhereTheToolFails() {
        tools.fails("mvn", 1, "[INFO] Compiling", "[ERROR] COMPILATION ERROR :", "[ERROR] /ws/A.java:[1,1] ';' expected");
        refused("maven failed, so no image was built: COMPILATION ERROR :; /ws/A.java:[1,1] ';' expected");
        assertThat(tools.work()).hasSize(1);
    }

    @Test
    public void makesNoImageWhereATestReportIsCutOff() {
        tools.report = "<testsuite><testcase name='a'>";
        refused("the test report target/surefire-reports/TEST-x.A.xml is no whole XML (line 1), so no image was built");
    }

    @Test
    public void saysWhichToolIsMissing() {
        tools.fails("mvn", 127, "/bin/sh: exec: mvn: not found");
        refused("maven failed, so no image was built: mvn cannot be started on the agent");
    }

    @Test
    public void leavesTheTestsOutWhereAskedTo() throws Exception {
        request.test = false;
        build();
        assertThat(tools.work().get(0)).endsWith(" package -DskipTests");
    }

    @Test
    public void buildsInTheContextWhereTheWorkspaceHasNoBuildFile() throws Exception {
        Files.delete(workspace("pom.xml"));
        file("app/package.json", "{}");
        file("app/Dockerfile", "FROM scratch\n");
        image().context = "app";
        build();
        assertThat(tools.work()).startsWith("npm --prefix app install --no-audit --no-fund",
                "npm --prefix app run test --if-present", "npm --prefix app run build --if-present");
        assertThat(tools.command("npm").environment()).containsEntry("CI", "true");
        assertThat(ports.text()).contains("[image] Building and testing with npm in app\n",
                "[image] No test report of npm was found: app/junit.xml");
    }

    @Test
    public void buildsNothingBeforeTheImageWhereThereIsNoBuildFile() throws Exception {
        Files.delete(workspace("pom.xml"));
        assertThat(build()).containsEntry("tests", new LinkedHashMap<>(Map.of("total", 0, "failed", 0, "skipped", 0)));
        assertThat(tools.work()).hasSize(2).allMatch(line -> line.startsWith("buildah"));
    }

    @Test
    public void refusesAToolThatHasNoBuildFile() {
        request.tool = "gradle";
        refused("tool is gradle, and there is no build.gradle in '.': correct context");
    }

    @Test
    public void takesDockerWhereItsDaemonAnswers() throws Exception {
        tools.failures.clear();
        assertThat(build()).containsEntry("digest", DIGEST);
        assertThat(tools.work().get(1)).startsWith("docker build --file Dockerfile --tag ");
        assertThat(tools.work().get(2)).startsWith("docker push ");
        assertThat(tools.command("docker build").environment()).containsEntry("SOURCE_DATE_EPOCH", "1700000000")
                .doesNotContainKey("DOCKER_CONFIG");
        assertThat(ports.text()).contains("[image] Builder: docker, the first that works here\n");
    }

    @Test
    public void takesTheStorageThatWorksEverywhereWhereBuildahHasNoOther() throws Exception {
        tools.fails("buildah info", 125, "Error: kernel does not support overlay fs");
        build();
        assertThat(tools.work().get(1)).startsWith("buildah --storage-driver vfs ");
        assertThat(ports.text()).contains("[image] Builder: buildah (storage vfs, the only one that works here)");
    }

    @Test
    public void takesKanikoWhereThereIsNothingElse() throws Exception {
        tools.fails("buildah", 127);
        assertThat(build()).containsEntry("digest", DIGEST);
        assertThat(tools.work()).hasSize(2);
        assertThat(tools.work().get(1)).startsWith("/kaniko/executor --context=dir://" + ports.workspace().getRemote() + " ");
    }

    @Test
    public void saysWhyNoBuilderWorks() {
        tools.fails("docker version", 1, "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.");
        tools.fails("buildah", 127);
        tools.fails("/kaniko", 127);
        refused("no builder works on this agent: docker: its daemon does not answer (Cannot connect to the Docker daemon at "
                + "unix:///var/run/docker.sock.); buildah: not installed; kaniko: not installed. Install one of");
        assertThat(tools.work()).isEmpty();
    }

    @Test
    public void doesNotTakeAnotherBuilderThanTheOneThatWasAskedFor() {
        request.builder = "docker";
        refused("builder docker does not work on this agent: docker: not installed");
    }

    @Test
    public void takesJibWhereThereIsNoDockerfile() throws Exception {
        Files.delete(workspace("Dockerfile"));
        image().baseImage = "scratch";
        assertThat(build()).containsEntry("digest", DIGEST);
        assertThat(tools.work()).hasSize(2);
        assertThat(tools.work().get(1)).startsWith("mvn --batch-mode --no-transfer-progress com.google.cloud.tools:jib-maven-plugin:")
                .contains("-Djib.from.image=scratch");
        assertThat(ports.text()).contains("[image] Builder: jib, since there is no Dockerfile, and a Maven project\n");
    }

    @Test
    public void refusesWhereThereIsNothingToMakeAnImageOf() throws Exception {
        Files.delete(workspace("pom.xml"));
        Files.delete(workspace("Dockerfile"));
        refused("there is no Dockerfile 'Dockerfile' in the workspace, nor a Maven or Gradle project");
    }

    @Test
    public void refusesWhatTheBuilderDoesNotKnow() {
        image().baseImage = "scratch";
        refused("baseImage is for builder jib");
        image().baseImage = null;
        image().buildArgs.put("A", "b");
        request.builder = "jib";
        refused("buildArgs are given, and builder jib reads no Dockerfile");
    }

    @Test
    public void refusesAContextThatIsMissingOrLeadsOutOfTheWorkspace() throws Exception {
        image().context = "nowhere";
        refused("there is no folder 'nowhere' in the workspace: correct context");
        Files.createSymbolicLink(workspace("link"), tmp.newFolder("elsewhere").toPath());
        image().context = "link";
        refused("context 'link' leads out of the workspace by a symbolic link");
    }

    @Test
    public void refusesADockerfileThatIsMissingOrLeadsOutOfTheContext() throws Exception {
        image().dockerfile = "Dockerfile.prod";
        refused("there is no Dockerfile 'Dockerfile.prod' in the workspace: correct dockerfile");
        file("app/x", "");
        Files.createSymbolicLink(workspace("app/Dockerfile"), workspace("Dockerfile"));
        image().context = "app";
        image().dockerfile = "app/Dockerfile";
        refused("dockerfile 'app/Dockerfile' leads out of the context 'app' by a symbolic link");
    }

    @Test
    public void doesNothingForAReleaseThatIsThereFromTheSameCommit() throws Exception {
        release();
        tools.registryHas("0.1.2", COMMIT);
        assertThat(build()).containsEntry("skipped", true).containsEntry("digest", DIGEST)
                .containsEntry("reference", tools.registry.host() + "/taskhub/app:0.1.2");
        assertThat(tools.work()).isEmpty();
        assertThat(ports.text()).contains("0.1.2 is not built: it was made from this very commit, 0123456, as " + DIGEST);
    }

    @Test
    public void neverOverwritesAReleaseOfAnotherCommit() {
        release();
        tools.registryHas("0.1.2", "f".repeat(40));
        refused("/taskhub/app:0.1.2 is in the registry already, as " + DIGEST + " made from commit " + "f".repeat(40)
                + "; this is commit " + COMMIT + ". A tag like this is never overwritten: take a new tag");
        assertThat(tools.work()).isEmpty();
    }

    @Test
    public void neverOverwritesAReleaseOfWhichItIsNotKnownWhereItComesFrom() {
        release();
        tools.registryHas("0.1.2", null);
        refused(", and does not say from which commit; this is commit");
        tools.git = null;
        tools.registryHas("0.1.2", COMMIT);
        refused("; which commit this is could not be found out. A tag like this is never overwritten");
    }

    @Test
    public void looksAtAReleaseAgainRightBeforeItIsPushed() throws Exception {
        release();
        var runner = runner();
        runner.runUntil("Pushing");
        assertThat(tools.registry.asked().stream().filter(asked -> asked.line().endsWith("manifests/0.1.2"))).hasSize(2);
        tools.registryHas("0.1.2", "f".repeat(40));
        var late = runner();
        assertThatThrownBy(() -> late.runUntil("Pushing")).isInstanceOf(StepFailure.class)
                .hasMessageContaining("is never overwritten");
    }

    @Test
    public void skipsWhatExistsWhereAskedTo() throws Exception {
        request.skipExisting = true;
        image().tag = "1";
        tools.registry.hasTag("1", DIGEST);
        assertThat(build()).containsEntry("skipped", true).containsEntry("pinned", tools.registry.host() + "/taskhub/app@"
                + DIGEST);
        assertThat(tools.work()).isEmpty();
    }

    @Test
    public void overwritesATagWhereNothingForbidsIt() throws Exception {
        image().tag = "1";
        tools.registry.hasTag("1", DIGEST.replace('0', '2'));
        assertThat(build()).containsEntry("skipped", false).containsEntry("digest", DIGEST);
    }

    @Test
    public void pushesLatestAfterTheTag() throws Exception {
        request.latest = true;
        build();
        assertThat(tools.work()).hasSize(4);
        assertThat(tools.work().get(2)).endsWith("/taskhub/app:" + TAG);
        assertThat(tools.work().get(3)).endsWith(":" + TAG + " docker://" + tools.registry.host() + "/taskhub/app:latest");
    }

    @Test
    public void doesNotPushWhereNotAskedTo() throws Exception {
        request.push = false;
        var result = build();
        assertThat(tools.work()).hasSize(2);
        assertThat(result).containsEntry("digest", null).containsEntry("pinned", null).containsEntry("skipped", false);
        assertThat(ports.text()).contains(TAG + " is built and not pushed");
    }

    @Test
    public void aDryRunTellsAndDoesNothing() throws Exception {
        request.dryRun = true;
        request.latest = true;
        build();
        assertThat(tools.work()).isEmpty();
        assertThat(ports.text()).contains("[image] Would run: mvn --batch-mode --no-transfer-progress verify\n",
                "[image] Would run: buildah", "/taskhub/app:latest\n[image] Dry run: nothing was built, nothing was pushed\n");
    }

    @Test
    public void saysWhatARegistryThatRefusesMeans() {
        tools.fails("buildah --registries-conf", 125, "Error: pushing image: unauthorized: authentication required");
        refused(TAG + " could not be built: pushing image: unauthorized: authentication required: the registry refuses. Check the "
                + "credential of registryCredentialsId");
    }

    @Test
    public void saysThatTheDiskIsFull() {
        tools.fails("buildah --registries-conf", 1, "STEP 2/2: COPY . /",
                "Error: committing container: writing blob: write /var/lib/containers/x: no space left on device");
        refused("no space left on device: the disk of the agent is full. Free some of it (docker system prune or buildah prune");
    }

    @Test
    public void doesNotBelieveADigestThatTheRegistryDoesNotHave() {
        tools.registryKeepsAnother = true;
        refused(TAG + " was pushed as " + DIGEST + ", and the registry has " + DIGEST.replace('0', '1')
                + ": somebody else pushed to that tag at the same time");
    }

    @Test
    public void keepsTheCredentialsInAPrivateFileAndOutOfEverythingElse() throws Exception {
        String password = "canary-pw-4711";
        ports.credentials(null, new Login("robot", Secret.fromString(password)));
        request.registryCredentialsId = "registry";
        tools.registry.on("/v2/", FakeRegistry.status(404));
        var runner = runner();
        runner.run();
        assertThat(ports.privateDir().child("config.json").readToString()).isEqualTo("{\"auths\":{\"" + tools.registry.host()
                + "\":{\"auth\":\"cm9ib3Q6Y2FuYXJ5LXB3LTQ3MTE=\"}}}");
        assertThat(ports.privateDir().child("config.json").mode() & 0777).isEqualTo(0600);
        assertThat(tools.commands).noneMatch(command -> (command.arguments() + " " + command.environment()).contains(password));
        assertThat(tools.command("buildah --registries-conf").arguments()).contains("--authfile",
                ports.privateDir().child("config.json").getRemote());
        assertThat(new String(runner.saved(), StandardCharsets.ISO_8859_1)).doesNotContain(password, "cm9ib3Q6Y2");
        assertThat(ports.masker().mask("auth: cm9ib3Q6Y2FuYXJ5LXB3LTQ3MTE=")).doesNotContain("cm9ib3Q6");
    }

    @Test
    public void givesDockerAndJibTheirCredentialsByAFolder() throws Exception {
        ports.credentials(null, new Login("robot", Secret.fromString("canary")));
        request.registryCredentialsId = "registry";
        request.builder = "jib";
        build();
        assertThat(tools.commands).filteredOn(command -> command.arguments().toString().contains("jib-maven-plugin"))
                .allSatisfy(command -> assertThat(command.environment())
                        .containsEntry("DOCKER_CONFIG", ports.privateDir().getRemote())).hasSize(1);
        assertThat(tools.command("mvn --batch-mode --no-transfer-progress verify").environment()).isEmpty();
    }

    @Test
    public void takesTheCommitFromJenkinsWhereTheWorkspaceIsNoRepository() throws Exception {
        tools.git = null;
        ports.env.put("GIT_COMMIT", "a".repeat(40));
        assertThat(build()).containsEntry("tag", "develop-aaaaaaa-7");
        assertThat(tools.work().get(1)).contains("--label org.opencontainers.image.revision=" + "a".repeat(40));
    }

    @Test
    public void saysThatNoCommitIsKnown() throws Exception {
        tools.git = null;
        assertThat(build()).containsEntry("tag", "develop-7");
        assertThat(ports.text()).contains("[image] No commit is known here");
        assertThat(tools.work().get(1)).doesNotContain("org.opencontainers.image.revision");
    }

    @Test
    public void pushesNoneOfSeveralImagesBeforeAllAreMade() throws Exception {
        file("web/Dockerfile", "FROM scratch\n");
        var common = new ImageRequest();
        common.context = ".";
        common.registry = tools.registry.host();
        request = BuildRequest.of(common, List.of(Map.of("image", "taskhub/app"),
                Map.of("image", "taskhub/web", "context", "web", "tag", "2", "labels", Map.of("tier", "web"))));
        var result = build();
        assertThat(tools.work()).hasSize(5);
        assertThat(tools.work().get(2)).contains(" build ", "--label tier=web", "/taskhub/web:2 ").endsWith(" web");
        assertThat(tools.work().get(3)).contains(" push ").endsWith("/taskhub/app:" + TAG);
        assertThat(tools.work().get(4)).contains(" push ").endsWith("/taskhub/web:2");
        assertThat(result).containsEntry("image", tools.registry.host() + "/taskhub/app").containsEntry("skipped", false);
        assertThat((List<?>) result.get("images")).hasSize(2).last().hasToString("{image=" + tools.registry.host()
                + "/taskhub/web, tag=2, reference=" + tools.registry.host() + "/taskhub/web:2, digest=" + DIGEST + ", pinned="
                + tools.registry.host() + "/taskhub/web@" + DIGEST + ", skipped=false}");
    }

    @Test
    public void goesOnAfterARestart() throws Exception {
        var runner = runner();
        runner.runUntil("Building");
        runner.restarted();
        assertThat(runner.run()).containsEntry("digest", DIGEST).containsEntry("tests",
                new LinkedHashMap<>(Map.of("total", 2, "failed", 0, "skipped", 1)));
        assertThat(tools.work()).hasSize(3);
    }

    @Test
    public void tellsWhatAnInterruptionLeaves() throws Exception {
        var runner = runner();
        runner.runUntil("Pushing");
        runner.engine().interrupted(ports);
        assertThat(ports.text()).contains("[image] Interrupted: no tag was pushed; the registry is as it was\n");
        runner.runUntil("Comparing the digests");
        runner.engine().interrupted(ports);
        assertThat(ports.text()).endsWith("[image] Interrupted: already in the registry: " + tools.registry.host()
                + "/taskhub/app:" + TAG + "\n");
    }

    private void release() {
        request.immutable = true;
        image().tag = "0.1.2";
    }

    private ImageRequest image() {
        return request.images.get(0);
    }

    private LinkedHashMap<String, Object> build() throws Exception {
        return runner().run();
    }

    private EngineRunner<LinkedHashMap<String, Object>> runner() {
        return new EngineRunner<>(new ImageBuild(request), ports, tools);
    }

    private void refused(String why) {
        assertThatThrownBy(this::build).isInstanceOf(StepFailure.class).hasMessageContaining(why);
    }

    private Path workspace(String path) {
        return Path.of(ports.workspace().getRemote(), path);
    }

    private void file(String path, String content) throws Exception {
        Files.createDirectories(workspace(path).getParent());
        Files.writeString(workspace(path), content);
    }
}
