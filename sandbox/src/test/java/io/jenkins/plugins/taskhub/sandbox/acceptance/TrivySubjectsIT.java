package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static io.jenkins.plugins.taskhub.sandbox.acceptance.AcceptanceTest.assertRefused;
import static io.jenkins.plugins.taskhub.sandbox.acceptance.AcceptanceTest.assertSucceeded;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import org.junit.Test;

/** Secrets, misconfigurations and licences; folders, bills of materials, and scans that a server does. */
public class TrivySubjectsIT extends TrivyScans {
    private static final String KEY = "AWS_ACCESS_KEY_ID=AKIA" + "QYLPMN5HHHFPZAM2\n";

    @Test
    public void findsSecretsAndMisconfigurationsInAFolder() throws Exception {
        write("Dockerfile", "FROM debian:12\nCMD [\"true\"]\n");
        write("deploy.env", KEY);
        npmApplication();
        var outcome = run("trivyGate path: '.', skipDbUpdate: true, scanners: 'vuln,misconfig,secret'");
        assertRefused(outcome, "ERROR: trivyGate: . has 1 CRITICAL, 2 HIGH. ");
        assertThat(outcome.log()).contains("aws-access-key-id").contains("CVE-2099-0003").contains("DS002");
    }

    @Test
    public void findsASecretInALayerOfAnImage() throws Exception {
        clean().file("opt/app/.env", KEY).write("app:1", workspace.resolve("app.tar"));
        var outcome = run("trivyGate archive: 'app.tar', skipDbUpdate: true");
        assertRefused(outcome, "ERROR: trivyGate: app.tar has 1 CRITICAL. ");
        assertThat(outcome.log()).contains("CRITICAL  aws-access-key-id").doesNotContain("AKIAQYLPMN5HHHFPZAM2");
    }

    @Test
    public void nothingInTheCheckoutSwitchesARuleForSecretsOff() throws Exception {
        write("deploy.env", KEY);
        write("trivy-secret.yaml", "disable-rules:\n  - aws-access-key-id\n");
        assertRefused(run("trivyGate path: '.', skipDbUpdate: true, scanners: 'secret'"), ". has 1 CRITICAL. ");
        environment.put("TRIVY_SECRET_CONFIG", "trivy-secret.yaml");
        assertRefused(run("trivyGate path: '.', skipDbUpdate: true, scanners: 'secret'"), ". has 1 CRITICAL. ");
    }

    @Test
    public void judgesTheLicencesOfPackages() throws Exception {
        npmApplication();
        environment.put("TRIVY_IGNORED_LICENSES", "GPL-3.0-only");
        var outcome = run("trivyGate path: '.', skipDbUpdate: true, scanners: 'license'");
        assertRefused(outcome, "ERROR: trivyGate: . has 1 HIGH. ");
        assertThat(outcome.log()).contains("[scan]   HIGH  GPL-3.0-only  strict")
                .contains("[scan] fail: 1 HIGH, 1 LOW; ");
        clean().file("usr/share/doc/bash/copyright", "Files: *\nCopyright: us\nLicense: GPL-3.0\n")
                .write("app:1", workspace.resolve("app.tar"));
        var image = run("trivyGate archive: 'app.tar', skipDbUpdate: true, scanners: 'license'");
        assertRefused(image, "ERROR: trivyGate: app.tar has 1 HIGH. ");
        assertThat(image.log()).contains("[scan]   HIGH  GPL-3.0-only  bash");
    }

    @Test
    public void judgesTheLicencesInTextsWhereTrivyIsAskedToReadThem() throws Exception {
        Files.copy(Checkout.find().resolve("LICENSE"), workspace.resolve("LICENSE"));
        String gate = "trivyGate path: '.', scanners: 'license', severity: 'LOW'";
        assertSucceeded(run(gate));
        environment.put("TRIVY_LICENSE_FULL", "true");
        var outcome = run(gate);
        assertRefused(outcome, "ERROR: trivyGate: . has 1 LOW. ");
        assertThat(outcome.log()).contains("[scan]   LOW  MIT");
        assertThat(artifact(outcome, "workspace.trivy.sarif").at("/runs/0/results/0/ruleId").asText()).isEqualTo("MIT");
    }

    @Test
    public void judgesABillOfMaterials() throws Exception {
        npmApplication();
        for (var format : List.of("cyclonedx", "spdx-json")) {
            var bom = workspace.resolve(format + ".json");
            trivy("filesystem", "--format", format, "--output", bom.toString(), workspace.toString());
            var outcome = run("trivyGate sbom: '" + format + ".json', skipDbUpdate: true");
            assertRefused(outcome, "ERROR: trivyGate: " + format + ".json has 1 HIGH. ");
            assertThat(outcome.log()).containsPattern("HIGH +CVE-2099-0003 +lodash +4.17.0 → 5.0.0");
            assertThat(artifact(outcome, format + ".trivy.json").at("/ArtifactType").asText())
                    .isEqualTo(format.replace("-json", ""));
        }
        write("bom.json", "{\"bomFormat\":\"None\"}");
        assertRefused(run("trivyGate sbom: 'bom.json', skipDbUpdate: true"), "bom.json could not be scanned: ");
    }

    @Test
    public void letsAServerDoTheWork() throws Exception {
        vulnerable("app:1", "app.tar", "");
        String address = "127.0.0.1:" + freePort();
        String gate = "trivyGate archive: 'app.tar', server: 'http://" + address + "'";
        environment.put("TRIVY_CACHE_DIR", folder.newFolder("no database").getPath());
        environment.put("TRIVY_TOKEN", "token-of-the-server");
        assertRefused(run(gate), "app.tar could not be scanned: ", "connection refused");
        var server = server(address, "token-of-the-server");
        try {
            var outcome = run(gate);
            assertRefused(outcome, "ERROR: trivyGate: app.tar has 1 CRITICAL, 2 HIGH. ");
            assertThat(outcome.log()).doesNotContain("token-of-the-server");
            environment.put("TRIVY_TOKEN", "another");
            assertRefused(run(gate), "app.tar could not be scanned: ", "invalid token");
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    public void refusesASystemPastItsEndOfLifeWhereThatIsAskedFor() throws Exception {
        new ImageFile(folder.newFolder().toPath()).file("etc/os-release", "ID=debian\nVERSION_ID=\"8\"\n")
                .file("etc/debian_version", "8.11\n").debianPackage("bash", "4.3-1")
                .write("app:1", workspace.resolve("app.tar"));
        String gate = "trivyGate archive: 'app.tar', skipDbUpdate: true";
        var tolerated = run(gate);
        assertSucceeded(tolerated);
        assertThat(tolerated.log()).contains("[scan] debian 8.11 is past its end of life");
        assertRefused(run(gate + ", exitOnEol: true"), "app.tar has ", "debian 8.11", "end of life");
    }

    private ImageFile clean() throws IOException {
        return new ImageFile(folder.newFolder().toPath()).debianPackage("bash", "5.2-1");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process server(String address, String token) throws Exception {
        var process = new ProcessBuilder(trivy().toString(), "server", "--listen", address, "--skip-db-update",
                "--cache-dir", cache().toString(), "--token", token).redirectErrorStream(true)
                .redirectOutput(folder.newFile("server.log")).start();
        Eventually.holds(Duration.ofSeconds(60), () -> {
            var parts = address.split(":");
            try (var socket = new Socket(parts[0], Integer.parseInt(parts[1]))) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
        return process;
    }

    private static void trivy(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(trivy().toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
