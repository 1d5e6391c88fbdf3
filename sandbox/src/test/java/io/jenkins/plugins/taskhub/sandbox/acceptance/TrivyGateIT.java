package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static io.jenkins.plugins.taskhub.sandbox.acceptance.AcceptanceTest.assertRefused;
import static io.jenkins.plugins.taskhub.sandbox.acceptance.AcceptanceTest.assertSucceeded;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.Test;

/** What a real scan of an image finds, and what becomes of a scan that fails. */
public class TrivyGateIT extends TrivyScans {
    @Test
    public void findsRealEntriesInAnImageWithoutANetwork() throws Exception {
        vulnerable("app:1", "app.tar", "");
        var outcome = run("trivyGate archive: 'app.tar', skipDbUpdate: true");
        assertRefused(outcome, "ERROR: trivyGate: app.tar has 1 CRITICAL, 2 HIGH. ");
        assertThat(outcome.log()).contains("[scan] Scanning app.tar for vuln,secret")
                .containsPattern("\\[scan]   CRITICAL  CVE-2099-0001 +postgresql-15 +15.3-0\\+deb12u1 → 99:1.0-1")
                .containsPattern("\\[scan]   HIGH +CVE-2099-0003 +lodash +4.17.0 → 5.0.0")
                .contains("[scan] fail: 1 CRITICAL, 2 HIGH; 0 ignored, 1 without a fix");
        assertThat(artifact(outcome, "app.trivy.json").at("/SchemaVersion").asInt()).isEqualTo(2);
        assertThat(artifact(outcome, "app.trivy.sarif").at("/runs/0/results")).hasSize(3);
    }

    @Test
    public void passesAnImageInWhichNothingIsFound() throws Exception {
        new ImageFile(folder.newFolder().toPath()).debianPackage("bash", "5.2-1")
                .write("app:1", workspace.resolve("app.tar"));
        var outcome = run("def r = trivyGate archive: 'app.tar', skipDbUpdate: true\n"
                + "echo \"${r.verdict} ${r.total} ${r.artifact}\"");
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("pass 0 app.tar").contains("[scan] pass: nothing; 0 ignored");
    }

    @Test
    public void passesACleanImageOfWhichTheReportHasNoResults() throws Exception {
        ImageFile.scratch(folder.newFolder().toPath()).file("hello", "world")
                .write("app:1", workspace.resolve("app.tar"));
        var outcome = run("trivyGate archive: 'app.tar', skipDbUpdate: true");
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("[scan] pass: nothing; 0 ignored");
        assertThat(artifact(outcome, "app.trivy.json").has("SchemaVersion")).isTrue();
        assertThat(artifact(outcome, "app.trivy.json").has("Results")).isFalse();
    }

    @Test
    public void aReportThatIsNotWholeOrNotTrivysIsNoPass() throws Exception {
        vulnerable("app:1", "app.tar", "");
        var scanned = run("trivyGate archive: 'app.tar', skipDbUpdate: true");
        String report = Files.readString(scanned.artifacts().resolve("app.trivy.json"));
        assertReportRefused(report.substring(0, report.length() / 2), "ends in the middle", "it is cut off");
        assertReportRefused("", "is empty");
        assertReportRefused(report.replace("\"SchemaVersion\": 2", "\"SchemaVersion\": 3"), "has SchemaVersion 3");
        assertReportRefused(report.replace("\"SchemaVersion\": 2,", ""), "is not a report of Trivy");
        assertReportRefused(Files.readString(scanned.artifacts().resolve("app.trivy.sarif")),
                "is not a report of Trivy");
        assertReportRefused("no JSON", "is no JSON");
        write("report.json", report);
        assertRefused(run("trivyGate report: 'report.json'"), "report.json has 1 CRITICAL, 2 HIGH. ");
    }

    @Test
    public void refusesBadInputBeforeAnythingIsScanned() throws Exception {
        vulnerable("app:1", "app.tar", "");
        for (var bad : Map.of("severity: 'HIHG'", "severity 'HIHG' is not a severity", "scanners: 'virus'",
                "scanners 'virus' is not a scanner", "allow: [SEVERE: 1]", "allow 'SEVERE'", "ignoreFile: '../i.yaml'",
                "ignoreFile '../i.yaml'").entrySet()) {
            var outcome = run("trivyGate archive: 'app.tar', " + bad.getKey());
            assertRefused(outcome, "ERROR: trivyGate: ", bad.getValue());
            assertThat(outcome.log()).doesNotContain("[scan] Scanning");
        }
    }

    @Test
    public void nothingInTheCheckoutOrTheEnvironmentMakesTrivyLeaveSomethingOut() throws Exception {
        vulnerable("app:1", "app.tar", "");
        write(".trivyignore", "CVE-2099-0001\n");
        write("trivy.yaml", "severity: [LOW]\nignore-policy: nowhere.rego\nexit-code: 3\n");
        environment.putAll(Map.of("TRIVY_SEVERITY", "LOW", "TRIVY_IGNORE_UNFIXED", "true", "TRIVY_EXIT_CODE", "5",
                "TRIVY_IGNORE_STATUS", "affected,fixed", "TRIVY_IGNORE_POLICY", "/nowhere.rego", "TRIVY_FORMAT",
                "table", "TRIVY_SKIP_DIRS", "**", "TRIVY_SKIP_FILES", "**/package.json", "TRIVY_PKG_TYPES", "os",
                "TRIVY_VULN_TYPE", "os"));
        assertRefused(run("trivyGate archive: 'app.tar', skipDbUpdate: true"), "app.tar has 1 CRITICAL, 2 HIGH. ");
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
        write("app.tar", "no image");
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

    private void assertReportRefused(String report, String... reasons) throws Exception {
        write("report.json", report);
        var outcome = run("trivyGate report: 'report.json'");
        assertRefused(outcome, reasons);
        assertThat(outcome.log()).contains("ERROR: trivyGate: report report.json ").doesNotContain("[scan] pass");
    }

    /** Ends the trivy that scans this image, as the kernel does when memory is short. */
    private static void kill(String image) {
        try {
            for (int i = 0; i < 600; i++) {
                var found = ProcessHandle.allProcesses().filter(process -> process.info().command()
                                .filter(program -> program.equals(trivy().toString())).isPresent()
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
}
