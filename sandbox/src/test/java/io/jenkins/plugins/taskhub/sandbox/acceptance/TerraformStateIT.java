package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.Trees;
import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.Tools;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Where the jobs keep Terraform's state, as {@code TASKHUB_STATE} chooses it: a folder, and a bucket of a real S3 server that
 * checks signatures. The one in the cluster has tests of its own.
 */
public class TerraformStateIT {
    @ClassRule
    public static final TemporaryFolder SERVER = new TemporaryFolder();

    private static final String BUCKET = "states";
    private static final String KEY = "canary-0f31ac-of-the-bucket";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SLOW = """
            resource "terraform_data" "slow" {
              provisioner "local-exec" {
                command = "sleep 304"
              }
            }
            """;

    private static Process server;
    private static String endpoint;
    private static Path bucket;

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final Map<String, String> environment = new LinkedHashMap<>();
    private TerraformRoot root;

    @BeforeClass
    public static void startAnS3Server() throws Exception {
        TerraformRoot.requireTerraform();
        Path program;
        try (var progress = Progress.onScreen(System.out)) {
            program = Tools.ofCheckout().built("versitygw", progress);
        }
        bucket = Files.createDirectories(SERVER.getRoot().toPath().resolve("data").resolve(BUCKET));
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var builder = new ProcessBuilder(program.toString(), "--quiet", "--port", "127.0.0.1:" + port, "posix",
                bucket.getParent().toString()).redirectErrorStream(true)
                .redirectOutput(SERVER.getRoot().toPath().resolve("log").toFile());
        builder.environment().putAll(Map.of("ROOT_ACCESS_KEY", "robot", "ROOT_SECRET_KEY", KEY));
        server = builder.start();
        endpoint = "http://127.0.0.1:" + port;
        Eventually.holds(Duration.ofSeconds(20), () -> answers(port));
    }

    private static boolean answers(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @AfterClass
    public static void stopIt() throws InterruptedException {
        if (server != null) {
            server.destroy();
            server.waitFor();
        }
    }

    /** A small root beside the backends of the project, for the project's own variable that chooses one. */
    @Before
    public void makeARoot() throws Exception {
        root = new TerraformRoot(folder.newFolder("terraform").toPath());
        for (var name : List.of("kubernetes", "local", "s3", "s3-compatible")) {
            var file = Checkout.find().resolve("infra/terraform/backends/" + name + ".tf");
            Files.createDirectories(root.sources().resolve("infra/terraform/backends"));
            Files.copy(file, root.sources().resolve("infra/terraform/backends/" + name + ".tf"));
        }
        Files.createDirectories(root.sources().resolve("infra/terraform/dev"));
        configuration("");
        environment.put("PATH", System.getenv("PATH"));
        environment.put("TASKHUB_STATE", "s3-compatible:" + BUCKET);
        environment.put("AWS_ENDPOINT_URL_S3", endpoint);
        environment.put("AWS_ACCESS_KEY_ID", "robot");
        environment.put("AWS_SECRET_ACCESS_KEY", KEY);
        Trees.delete(bucket);
        Files.createDirectories(bucket);
    }

    private void configuration(String more) throws IOException {
        Files.writeString(root.sources().resolve("infra/terraform/dev/main.tf"), """
                terraform {
                  backend "kubernetes" {}
                }
                resource "terraform_data" "one" {
                  input = 1
                }
                """ + more);
    }

    @Test
    public void aBucketKeepsTheStateFromOneBuildToTheNext() throws Exception {
        var first = run("");
        AcceptanceTest.assertSucceeded(first);
        assertThat(first.log()).contains("applied true").doesNotContain(KEY);
        assertThat(Files.readString(bucket.resolve("taskhub/dev.tfstate"))).contains("terraform_data");
        var second = run("");
        AcceptanceTest.assertSucceeded(second);
        assertThat(second.log()).contains("nothing to apply", "applied false");
        assertThat(bucket.resolve("taskhub/dev.tfstate.tflock")).doesNotExist();
    }

    @Test
    public void aStateInABucketIsLockedAndTheLockIsExplained() throws Exception {
        configuration(SLOW);
        try (var controller = controller("").job("second", job("second", ", lockTimeout: '0'")).start()) {
            var log = new ByteArrayOutputStream();
            var holder = controller.build("platform").user("dev-1")
                    .console(new PrintStream(log, true, StandardCharsets.UTF_8)).start();
            Eventually.holds(PATIENCE, () -> log.toString(StandardCharsets.UTF_8).contains("slow: create begins"));
            assertThat(bucket.resolve("taskhub/dev.tfstate.tflock")).exists();
            AcceptanceTest.assertRefused(controller.build("second").user("dev-2").run(), "the state is locked by ",
                    " for apply since 20", "lock ID '", "terraform -chdir=infra/terraform/dev force-unlock ");
            holder.abort("dev-2");
            assertThat(holder.await().log()).contains("its lock was given back");
        }
        assertThat(bucket.resolve("taskhub/dev.tfstate.tflock")).doesNotExist();
    }

    @Test
    public void aBucketThatIsNotThereAndAWrongKeyAreTold() throws Exception {
        environment.put("TASKHUB_STATE", "s3-compatible:nowhere");
        AcceptanceTest.assertRefused(run(""), "nowhere", "nothing was changed");
        environment.put("TASKHUB_STATE", "s3-compatible:" + BUCKET);
        environment.put("AWS_SECRET_ACCESS_KEY", "another");
        AcceptanceTest.assertRefused(run(""), "SignatureDoesNotMatch", "nothing was changed");
        assertThat(bucket).isEmptyDirectory();
    }

    @Test
    public void aFolderKeepsTheStateFromOneBuildToTheNext() throws Exception {
        var states = folder.newFolder("states").toPath();
        environment.put("TASKHUB_STATE", "local:" + states);
        AcceptanceTest.assertSucceeded(run(""));
        assertThat(states.resolve("dev.tfstate")).content().contains("terraform_data");
        var second = run("");
        AcceptanceTest.assertSucceeded(second);
        assertThat(second.log()).contains("nothing to apply");
        assertThat(bucket).isEmptyDirectory();
    }

    @Test
    public void aPlaceThatIsNoneIsRefused() throws Exception {
        for (var wrong : List.of("s3", "s3:", "local", "gcs:bucket", "nonsense")) {
            environment.put("TASKHUB_STATE", wrong);
            AcceptanceTest.assertRefused(run(""), "TASKHUB_STATE is '" + wrong + "'", "s3-compatible:BUCKET");
        }
    }

    private BuildOutcome run(String parameters) throws Exception {
        try (var controller = controller(parameters).start()) {
            return controller.build("platform").user("dev-1").run();
        }
    }

    private LocalController.Builder controller(String parameters) throws IOException {
        return LocalController.over(folder.getRoot().toPath().resolve("jenkins")).source(root.sources())
                .library("taskhub", Checkout.find()).environment(environment).job("platform", job("platform", parameters));
    }

    private Path job(String name, String parameters) throws IOException {
        return Files.writeString(root.sources().resolve(name + ".Jenkinsfile"), """
                @Library('taskhub') _
                node {
                    checkout scm
                    def r = terraformApply(dir: taskhubPlatform.root('dev'), target: 'dev', confirm: true,
                                           backendConfig: taskhubPlatform.state('dev')%s)
                    echo "applied ${r.applied}"
                }
                """.formatted(parameters));
    }
}
