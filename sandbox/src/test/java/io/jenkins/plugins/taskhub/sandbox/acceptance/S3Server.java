package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

import io.jenkins.plugins.taskhub.sandbox.Trees;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;

/** A real S3 server, which checks signatures, in a pod; its buckets are folders of the machine, its objects files. */
final class S3Server {
    static final String ACCESS_KEY = "canary-access-key";
    static final String SECRET_KEY = "canary-s3cret-key-51f7";
    private static final String NAMESPACE = "storage";
    private static final int PORT = 7070;

    private final RealNodeTarget target;
    private final Path program;
    private final Path data;

    /** @param folder an empty folder for the buckets */
    S3Server(RealNodeTarget target, Path folder) throws IOException, InterruptedException {
        this.target = target;
        this.data = folder;
        try (var progress = Progress.onScreen(System.out)) {
            program = target.tools().built("versitygw", progress);
        }
        target.client().resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
                .createOr(there -> there.update());
        target.client().resource(new ServiceBuilder().withNewMetadata().withName("s3").withNamespace(NAMESPACE)
                .endMetadata().withNewSpec().addToSelector("app", "s3").addNewPort().withPort(PORT)
                .withTargetPort(new IntOrString(PORT)).endPort().endSpec().build()).createOr(there -> there.update());
    }

    static String address() {
        return "http://s3." + NAMESPACE + ".svc:" + PORT;
    }

    /** Makes a bucket, as its owner would by hand. */
    Path bucket(String name) throws IOException {
        return Files.createDirectories(data.resolve(name));
    }

    /** The names of the objects in a bucket, with their folders. */
    List<String> objects(String bucket) throws IOException {
        var root = data.resolve(bucket);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).map(file -> root.relativize(file).toString())
                    .filter(name -> !name.startsWith(".sgwtmp")).sorted().toList();
        }
    }

    /** What has arrived of uploads that are not complete. */
    long unfinished(String bucket) throws IOException {
        var root = data.resolve(bucket).resolve(".sgwtmp");
        if (!Files.exists(root)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** Starts it, or starts it again with other options. */
    void start(String... options) throws Exception {
        stop();
        var command = new ArrayList<>(List.of("/tools/versitygw", "--port", ":" + PORT, "--region", "us-east-1",
                "--iam-dir", "/tmp"));
        command.addAll(List.of(options));
        command.addAll(List.of("posix", "/data"));
        target.client().resource(new PodBuilder().withNewMetadata().withName("s3").withNamespace(NAMESPACE)
                .withLabels(Map.of("app", "s3")).endMetadata().withNewSpec().withTerminationGracePeriodSeconds(0L)
                .addNewContainer().withName("s3").withImage(target.postgres()).withCommand(command)
                .addNewEnv().withName("ROOT_ACCESS_KEY").withValue(ACCESS_KEY).endEnv()
                .addNewEnv().withName("ROOT_SECRET_KEY").withValue(SECRET_KEY).endEnv()
                .withNewReadinessProbe().withPeriodSeconds(1).withNewTcpSocket().withPort(new IntOrString(PORT))
                .endTcpSocket().endReadinessProbe()
                .addNewVolumeMount().withName("tools").withMountPath("/tools").withReadOnly(true).endVolumeMount()
                .addNewVolumeMount().withName("data").withMountPath("/data").endVolumeMount().endContainer()
                .addNewVolume().withName("tools").withNewHostPath().withPath(program.getParent().toString())
                .endHostPath().endVolume()
                .addNewVolume().withName("data").withNewHostPath().withPath(data.toString()).endHostPath().endVolume()
                .endSpec().build()).create();
        Eventually.holds(Duration.ofSeconds(60), () -> target.client().pods().inNamespace(NAMESPACE).withName("s3")
                .get().getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True")));
    }

    /** Kills it where it is. */
    void stop() throws Exception {
        target.client().pods().inNamespace(NAMESPACE).withName("s3").withGracePeriod(0).delete();
        Eventually.holds(Duration.ofSeconds(60), () -> target.client().pods().inNamespace(NAMESPACE).withName("s3")
                .get() == null);
    }

    /**
     * An image with a shell and rclone, as docker.io/rclone/rclone is one.
     *
     * @param work an empty folder
     */
    static String clientImage(RealNodeTarget target, Path work) throws IOException, InterruptedException {
        var context = Files.createDirectories(work.resolve("context"));
        try (var progress = Progress.onScreen(System.out)) {
            Files.copy(target.tools().built("rclone", progress), context.resolve("rclone"));
        }
        Files.writeString(context.resolve("Dockerfile"), "FROM " + target.postgres()
                + "\nCOPY --chmod=0755 rclone /usr/local/bin/rclone\n");
        var image = target.state().registry() + "/taskhub/rclone";
        buildah(work, "build", "--isolation", "chroot", "--tls-verify=false", "-q", "-t", image + ":test",
                context.toString());
        buildah(work, "push", "-q", "--tls-verify=false", image + ":test");
        Trees.delete(work);
        return image;
    }

    private static void buildah(Path work, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("buildah", "--storage-driver", "vfs", "--root",
                work.resolve("storage").toString(), "--runroot", work.resolve("run").toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + said).isZero();
    }
}
