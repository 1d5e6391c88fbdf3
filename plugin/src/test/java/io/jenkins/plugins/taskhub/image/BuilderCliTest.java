package io.jenkins.plugins.taskhub.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** The argument lists of the builders: with defaults, and with every option set. */
public class BuilderCliTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final Instant CREATED = Instant.ofEpochSecond(1_700_000_000);
    private static final Plan PLAIN = new Plan(ImageReference.parse("registry.example.com/team/app:1.2"), false, ".",
            "Dockerfile", Map.of(), Map.of(), List.of(), null, CREATED, true, "/private/digest-0");
    private static final Plan FULL = new Plan(ImageReference.parse("127.0.0.1:5000/team/app:1.2"), true, "web",
            "web/docker/Dockerfile", ordered("A", "1", "B", "two words"), ordered("x", "y", "z", "a,b\\"),
            List.of("linux/amd64", "linux/arm64"), "127.0.0.1:5000/base/java:17", CREATED, true, "/private/digest-0");
    private static final Plan KEPT = new Plan(PLAIN.image(), false, ".", "Dockerfile", Map.of(), Map.of(),
            List.of("linux/arm64"), null, CREATED, false, "/private/digest-0");

    private final DockerCli docker = new DockerCli();
    private final BuildahCli buildah = new BuildahCli(false, true, null, null);
    private final BuildahCli buildahInAContainer = new BuildahCli(true, true, "/private/config.json", "/private/r.conf");
    private final KanikoCli kaniko = new KanikoCli("/home/jenkins/ws");
    private final MavenCli maven = new MavenCli(".", false);

    @Test
    public void asksDockerForItsDaemon() {
        assertThat(docker.version()).containsExactly("docker", "version", "--format", "{{.Server.Version}}");
    }

    @Test
    public void dockerBuildsWithDefaults() {
        assertThat(docker.build(PLAIN)).containsExactly("docker", "build", "--file", "Dockerfile", "--tag",
                "registry.example.com/team/app:1.2", ".");
    }

    @Test
    public void dockerBuildsForOnePlatformThatIsNotItsOwn() {
        assertThat(docker.build(KEPT)).containsExactly("docker", "build", "--file", "Dockerfile", "--tag",
                "registry.example.com/team/app:1.2", "--platform", "linux/arm64", ".");
    }

    @Test
    public void dockerBuildsForSeveralPlatformsWithEveryOption() {
        assertThat(docker.buildAndPush(FULL)).containsExactly("docker", "buildx", "build", "--file", "web/docker/Dockerfile",
                "--tag", "127.0.0.1:5000/team/app:1.2", "--tag", "127.0.0.1:5000/team/app:latest", "--build-arg", "A=1",
                "--build-arg", "B=two words", "--label", "x=y", "--label", "z=a,b\\", "--platform",
                "linux/amd64,linux/arm64", "--push", "--metadata-file", "/private/digest-0", "web");
    }

    @Test
    public void dockerPushes() {
        assertThat(docker.push("registry.example.com/team/app:1.2")).containsExactly("docker", "push",
                "registry.example.com/team/app:1.2");
    }

    @Test
    public void readsTheDigestThatDockerPrints() throws Exception {
        assertThat(DockerCli.readPush("The push refers to repository [registry.example.com/team/app]\n5f70: Pushed\n"
                + "1.2: digest: " + DIGEST + " size: 528\n")).contains(DIGEST);
        assertThat(DockerCli.readPush("digest: " + DIGEST)).isEmpty();
        assertThat(DockerCli.readMetadata("{\"containerimage.config.digest\":\"sha256:1\",\"containerimage.digest\":\"" + DIGEST
                + "\"}")).contains(DIGEST);
        assertThat(DockerCli.readMetadata("{}")).isEmpty();
    }

    @Test
    public void asksBuildahForItsStorage() {
        assertThat(buildah.info()).containsExactly("buildah", "info");
        assertThat(new BuildahCli(true, true, null, null).info()).containsExactly("buildah", "--storage-driver", "vfs", "info");
    }

    @Test
    public void buildahBuildsWithDefaults() {
        assertThat(buildah.build(PLAIN)).containsExactly("buildah", "build", "--isolation", "chroot", "--file", "Dockerfile",
                "--tag", "registry.example.com/team/app:1.2", "--timestamp", "1700000000", ".");
    }

    @Test
    public void buildahTakesAnotherIsolationFromItsEnvironment() {
        assertThat(new BuildahCli(false, false, null, null).build(PLAIN)).doesNotContain("--isolation");
    }

    @Test
    public void buildahBuildsWithEveryOption() {
        assertThat(buildahInAContainer.build(FULL)).containsExactly("buildah", "--storage-driver", "vfs", "--registries-conf",
                "/private/r.conf", "build", "--isolation", "chroot", "--authfile", "/private/config.json", "--file",
                "web/docker/Dockerfile", "--manifest", "127.0.0.1:5000/team/app:1.2", "--build-arg", "A=1", "--build-arg",
                "B=two words", "--label", "x=y", "--label", "z=a,b\\", "--platform", "linux/amd64", "--platform",
                "linux/arm64", "--timestamp", "1700000000", "web");
    }

    @Test
    public void buildahPushes() {
        assertThat(buildah.push(PLAIN, PLAIN.reference())).containsExactly("buildah", "push", "--digestfile",
                "/private/digest-0", "registry.example.com/team/app:1.2", "docker://registry.example.com/team/app:1.2");
        assertThat(buildahInAContainer.push(FULL, FULL.latestReference())).containsExactly("buildah", "--storage-driver", "vfs",
                "--registries-conf", "/private/r.conf", "manifest", "push", "--all", "--authfile", "/private/config.json",
                "--digestfile", "/private/digest-0", "127.0.0.1:5000/team/app:1.2", "docker://127.0.0.1:5000/team/app:latest");
    }

    @Test
    public void buildahForgetsAListOfImages() {
        assertThat(buildah.removeManifest("a/b:1")).containsExactly("buildah", "manifest", "rm", "a/b:1");
    }

    @Test
    public void asksKanikoForItsVersion() {
        assertThat(kaniko.version()).containsExactly("/kaniko/executor", "version");
    }

    @Test
    public void kanikoBuildsWithDefaults() {
        assertThat(kaniko.build(PLAIN)).containsExactly("/kaniko/executor", "--context=dir:///home/jenkins/ws",
                "--dockerfile=/home/jenkins/ws/Dockerfile", "--destination=registry.example.com/team/app:1.2",
                "--digest-file=/private/digest-0", "--cleanup");
    }

    @Test
    public void kanikoBuildsWithEveryOption() {
        assertThat(kaniko.build(FULL)).containsExactly("/kaniko/executor", "--context=dir:///home/jenkins/ws/web",
                "--dockerfile=/home/jenkins/ws/web/docker/Dockerfile", "--destination=127.0.0.1:5000/team/app:1.2",
                "--destination=127.0.0.1:5000/team/app:latest", "--build-arg=A=1", "--build-arg=B=two words", "--label=x=y",
                "--label=z=a,b\\", "--custom-platform=linux/amd64", "--custom-platform=linux/arm64",
                "--insecure-registry=127.0.0.1:5000", "--digest-file=/private/digest-0", "--cleanup");
    }

    @Test
    public void kanikoBuildsWithoutAPush() {
        assertThat(kaniko.build(KEPT)).contains("--no-push", "--custom-platform=linux/arm64")
                .doesNotContain("--digest-file=/private/digest-0");
    }

    @Test
    public void jibRunsInMavenWithDefaults() {
        assertThat(new JibCli(false).maven(maven, PLAIN)).containsExactly("mvn", "--batch-mode", "--no-transfer-progress",
                "com.google.cloud.tools:jib-maven-plugin:3.5.2:build", "-Djib.to.image=registry.example.com/team/app:1.2",
                "-Djib.container.creationTime=2023-11-14T22:13:20Z", "-Djib.outputPaths.imageJson=/private/digest-0",
                "-Djib.disableUpdateChecks=true", "-Djib.console=plain");
    }

    @Test
    public void jibRunsInMavenWithEveryOption() {
        assertThat(new JibCli(true).maven(new MavenCli("web", true), FULL)).containsExactly("./web/mvnw", "--batch-mode",
                "--no-transfer-progress", "--file", "web/pom.xml", "com.google.cloud.tools:jib-maven-plugin:3.5.2:build",
                "-Djib.to.image=127.0.0.1:5000/team/app:1.2", "-Djib.to.tags=latest",
                "-Djib.from.image=127.0.0.1:5000/base/java:17", "-Djib.from.platforms=linux/amd64,linux/arm64",
                "-Djib.container.labels=x=y,z=a\\,b\\\\", "-Djib.container.creationTime=2023-11-14T22:13:20Z",
                "-Djib.outputPaths.imageJson=/private/digest-0", "-Djib.allowInsecureRegistries=true",
                "-DsendCredentialsOverHttp=true", "-Djib.disableUpdateChecks=true", "-Djib.console=plain");
    }

    @Test
    public void jibSendsCredentialsByPlainHttpOnlyWhereItHasSomeAndTheRegistryIsOnLoopback() {
        assertThat(new JibCli(true).maven(maven, PLAIN)).noneMatch(argument -> argument.contains("OverHttp")
                || argument.contains("Insecure"));
        assertThat(new JibCli(false).maven(maven, FULL)).noneMatch(argument -> argument.contains("OverHttp"));
    }

    @Test
    public void jibRunsInGradle() {
        assertThat(new JibCli(false).gradle(new GradleCli("web", true), "/private/jib.init.gradle", PLAIN)).containsExactly(
                "./web/gradlew", "--no-daemon", "--console=plain", "--project-dir", "web", "--init-script",
                "/private/jib.init.gradle", "jib", "-Djib.to.image=registry.example.com/team/app:1.2",
                "-Djib.container.creationTime=2023-11-14T22:13:20Z", "-Djib.outputPaths.imageJson=/private/digest-0",
                "-Djib.disableUpdateChecks=true", "-Djib.console=plain");
    }

    @Test
    public void jibWritesAnArchiveWhereNothingIsPushed() {
        assertThat(new JibCli(false).maven(maven, KEPT)).contains("com.google.cloud.tools:jib-maven-plugin:3.5.2:buildTar");
        assertThat(new JibCli(false).gradle(new GradleCli(".", false), "/i", KEPT)).contains("jibBuildTar");
    }

    @Test
    public void readsTheDigestThatJibWrites() throws Exception {
        assertThat(JibCli.readImageJson("{\"image\":\"a/b:1\",\"imageId\":\"sha256:0\",\"imageDigest\":\"" + DIGEST + "\"}"))
                .contains(DIGEST);
        assertThat(JibCli.readImageJson("")).isEmpty();
    }

    private static Map<String, String> ordered(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
