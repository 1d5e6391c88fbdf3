package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static io.jenkins.plugins.taskhub.sandbox.acceptance.AcceptanceTest.assertRefused;
import static io.jenkins.plugins.taskhub.sandbox.acceptance.AcceptanceTest.assertSucceeded;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.Tools;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code trivyGate} with the real Trivy, a database of a few advisories, and no network. Needs Go and tar. */
public class TrivyGateIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ClassRule
    public static TemporaryFolder shared = new TemporaryFolder();

    private static Path trivy;
    private static Path cache;

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path workspace;

    @BeforeClass
    public static void buildTrivyAndItsDatabase() throws IOException, InterruptedException {
        var tools = Tools.ofCheckout();
        try (var progress = Progress.onScreen(System.out)) {
            tools.build(progress, "trivy", "trivy-db");
        }
        trivy = tools.program("trivy");
        cache = shared.newFolder("cache").toPath();
        Path advisories = shared.getRoot().toPath().resolve("advisories.json");
        try (InputStream in = TrivyGateIT.class.getResourceAsStream("advisories.json")) {
            Files.copy(in, advisories);
        }
        assertThat(new ProcessBuilder(tools.program("trivy-db").toString(), advisories.toString(), cache.toString())
                .inheritIO().start().waitFor()).isZero();
    }

    @Before
    public void prepare() throws IOException {
        workspace = folder.newFolder("sources").toPath();
        environment.put("PATH", trivy.getParent() + ":" + System.getenv("PATH"));
        environment.put("TRIVY_CACHE_DIR", cache.toString());
    }

    @Test
    public void findsRealEntriesInAnImageWithoutANetwork() throws Exception {
        vulnerable("app:1", "app.tar", "");
        var outcome = run("trivyGate archive: 'app.tar', skipDbUpdate: true");
        assertRefused(outcome, "ERROR: trivyGate: app.tar has 1 CRITICAL, 2 HIGH. ");
        assertThat(outcome.log()).contains("[scan] Scanning app.tar for vuln,secret")
                .containsPattern("\\[scan]   CRITICAL  CVE-2099-0001 +postgresql-15 +15.3-0\\+deb12u1 → 99:1.0-1")
                .containsPattern("\\[scan]   HIGH +CVE-2099-0003 +lodash +4.17.0 → 5.0.0")
                .contains("[scan] fail: 1 CRITICAL, 2 HIGH; 0 ignored, 1 without a fix");
        var report = JSON.readTree(outcome.artifacts().resolve("app.trivy.json").toFile());
        assertThat(report.at("/SchemaVersion").asInt()).isEqualTo(2);
        assertThat(JSON.readTree(outcome.artifacts().resolve("app.trivy.sarif").toFile()).at("/runs/0/results"))
                .hasSize(3);
    }

    @Test
    public void passesAnImageInWhichNothingIsFound() throws Exception {
        new ImageFile(folder.newFolder().toPath()).debianPackage("bash", "5.2-1").write("app:1",
                workspace.resolve("app.tar"));
        var outcome = run("def r = trivyGate archive: 'app.tar', skipDbUpdate: true\n"
                + "echo \"${r.verdict} ${r.total} ${r.artifact}\"");
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("pass 0 app.tar").contains("[scan] pass: nothing; 0 ignored");
    }

    @Test
    public void aRebuiltImageHasNothingNewAndANewFindingIsOne() throws Exception {
        vulnerable("app:1", "app.tar", "first build");
        String gate = "trivyGate archive: 'app.tar', skipDbUpdate: true, baseline: 'baseline.json'";
        assertRefused(run(gate + ", updateBaseline: true"), "has 1 new CRITICAL, 2 new HIGH");
        Files.copy(workspaceOfTheBuild().resolve("baseline.json"), workspace.resolve("baseline.json"));
        vulnerable("app:2", "app.tar", "second build");
        var rebuilt = run(gate);
        assertSucceeded(rebuilt);
        assertThat(rebuilt.log()).contains("0 new, 0 fixed since the baseline");
        new ImageFile(folder.newFolder().toPath()).debianPackage("postgresql-15", "15.4-1")
                .file("opt/other/node_modules/lodash/package.json", "{\"name\":\"lodash\",\"version\":\"4.17.0\"}")
                .write("app:3", workspace.resolve("app.tar"));
        var moved = run(gate);
        assertRefused(moved, "has 1 new HIGH");
        assertThat(moved.log()).contains("1 new, 1 fixed since the baseline");
    }

    @Test
    public void nothingInTheCheckoutOrTheEnvironmentMakesTrivyLeaveSomethingOut() throws Exception {
        vulnerable("app:1", "app.tar", "");
        Files.writeString(workspace.resolve(".trivyignore"), "CVE-2099-0001\n");
        Files.writeString(workspace.resolve("trivy.yaml"), "severity: [LOW]\nignore-policy: nowhere.rego\nexit-code: "
                + "3\n");
        environment.putAll(Map.of("TRIVY_SEVERITY", "LOW", "TRIVY_IGNORE_UNFIXED", "true", "TRIVY_EXIT_CODE", "5",
                "TRIVY_IGNORE_STATUS", "affected,fixed", "TRIVY_IGNORE_POLICY", "/nowhere.rego", "TRIVY_FORMAT",
                "table"));
        assertRefused(run("trivyGate archive: 'app.tar', skipDbUpdate: true"), "app.tar has 1 CRITICAL, 2 HIGH. ");
    }

    @Test
    public void findsSecretsAndMisconfigurationsInAFolder() throws Exception {
        Files.writeString(workspace.resolve("Dockerfile"), "FROM debian:12\nCMD [\"true\"]\n");
        Files.writeString(workspace.resolve("deploy.env"), "AWS_ACCESS_KEY_ID=AKIA" + "QYLPMN5HHHFPZAM2\n");
        Files.writeString(workspace.resolve("package-lock.json"), """
                {"name":"a","version":"1.0.0","lockfileVersion":3,"packages":{"":{"dependencies":{"lodash":"4.17.0"}},
                 "node_modules/lodash":{"version":"4.17.0"}}}
                """);
        var outcome = run("trivyGate path: '.', skipDbUpdate: true, scanners: 'vuln,misconfig,secret'");
        assertRefused(outcome, "ERROR: trivyGate: . has 1 CRITICAL, 2 HIGH. ");
        assertThat(outcome.log()).contains("aws-access-key-id").contains("CVE-2099-0003").contains("DS002");
    }

    @Test
    public void whatVexSaysIsNotAffectedIsIgnored() throws Exception {
        Files.writeString(workspace.resolve("package-lock.json"), """
                {"name":"a","version":"1.0.0","lockfileVersion":3,"packages":{"":{"dependencies":{"lodash":"4.17.0"}},
                 "node_modules/lodash":{"version":"4.17.0"}}}
                """);
        Files.writeString(workspace.resolve("vex.json"), """
                {"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/vex","author":"us",
                 "timestamp":"2026-11-20T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2099-0003"},
                 "products":[{"@id":"pkg:npm/lodash@4.17.0"}],"status":"not_affected",
                 "justification":"vulnerable_code_not_in_execute_path"}]}
                """);
        var outcome = run("trivyGate path: '.', skipDbUpdate: true, vex: 'vex.json'");
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("[scan] pass: nothing; 1 ignored, 0 without a fix");
    }

    @Test
    public void aScanWithoutADatabaseFails() throws Exception {
        vulnerable("app:1", "app.tar", "");
        environment.put("TRIVY_CACHE_DIR", folder.newFolder("empty").getPath());
        assertRefused(run("trivyGate archive: 'app.tar', skipDbUpdate: true"), "app.tar could not be scanned: ",
                "There is no vulnerability database: run once without skipDbUpdate");
    }

    @Test
    public void aFileThatIsNoImageFails() throws Exception {
        Files.writeString(workspace.resolve("app.tar"), "no image");
        assertRefused(run("trivyGate archive: 'app.tar', skipDbUpdate: true"), "app.tar could not be scanned: ");
    }

    @Test
    public void aScanThatIsKilledFails() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String image = "127.0.0.1:" + silent.getLocalPort() + "/app:1";
            var killer = new Thread(() -> kill(image));
            killer.start();
            assertRefused(run("trivyGate image: '" + image + "', skipDbUpdate: true"),
                    image + " could not be scanned: it was killed (signal 9)");
            killer.join();
        }
    }

    @Test
    public void aScanThatTakesTooLongFails() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String image = "127.0.0.1:" + silent.getLocalPort() + "/app:1";
            assertRefused(run("trivyGate image: '" + image + "', skipDbUpdate: true, timeout: '2s'"),
                    image + " could not be scanned within 2 s. ");
        }
    }

    /** Ends the trivy that scans this image, as the kernel does when memory is short. */
    private static void kill(String image) {
        try {
            for (int i = 0; i < 600; i++) {
                var found = ProcessHandle.allProcesses().filter(process -> process.info().command()
                                .filter(program -> program.equals(trivy.toString())).isPresent()
                        && process.info().commandLine().filter(line -> line.contains(image)).isPresent()).findFirst();
                if (found.isPresent()) {
                    found.get().destroyForcibly();
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void vulnerable(String tag, String file, String note) throws Exception {
        new ImageFile(folder.newFolder().toPath()).debianPackage("postgresql-15", "15.3-0+deb12u1").file("note", note)
                .file("opt/app/node_modules/lodash/package.json", "{\"name\":\"lodash\",\"version\":\"4.17.0\"}")
                .write(tag, workspace.resolve(file));
    }

    private BuildOutcome run(String body) throws IOException, InterruptedException {
        Path file = folder.getRoot().toPath().resolve("script.Jenkinsfile");
        Files.writeString(file, "node {\n    checkout scm\n    " + body.replace("\n", "\n    ") + "\n}\n");
        try (var controller = LocalController.over(home()).source(workspace).environment(environment)
                .job("scan", file).start()) {
            return controller.build("scan").user("dev-1").run();
        }
    }

    private Path home() {
        return folder.getRoot().toPath().resolve("jenkins");
    }

    private Path workspaceOfTheBuild() {
        return home().resolve("workspace").resolve("scan");
    }
}
