package io.jenkins.plugins.taskhub.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class TrivyCliTest {
    private final GateRequest request = new GateRequest();

    @Test
    public void scansAnImageWithDefaults() {
        request.image = "registry.example.com/team/app:1";
        assertThat(scan()).isEqualTo(arguments("image", "vuln,secret", "300s", "--secret-config", "/p/empty.yaml",
                "--exit-on-eol", "0", "registry.example.com/team/app:1"));
    }

    @Test
    public void scansAnImageWithEveryOption() {
        request.image = "127.0.0.1:5000/team/app:1";
        request.scanners = "vuln, misconfig,secret , license";
        request.timeout = "90s";
        request.skipDbUpdate = true;
        request.server = "https://trivy.example.com:4954";
        request.vex = "security/vex.json";
        assertThat(scan()).isEqualTo(arguments("image", "vuln,misconfig,secret,license", "90s", "--skip-db-update",
                "--skip-java-db-update", "--skip-check-update", "--secret-config", "/p/empty.yaml", "--server",
                "https://trivy.example.com:4954", "--vex", "security/vex.json", "--exit-on-eol", "0", "--insecure", "127.0.0.1:5000/team/app:1"));
    }

    @Test
    public void scansAnArchive() {
        request.archive = "target/app.tar";
        assertThat(scan()).isEqualTo(arguments("image", "vuln,secret", "300s", "--secret-config", "/p/empty.yaml",
                "--exit-on-eol", "0", "--input", "target/app.tar"));
    }

    @Test
    public void scansAFolder() {
        request.path = ".";
        assertThat(scan()).isEqualTo(arguments("filesystem", "vuln,secret", "300s", "--secret-config", "/p/empty.yaml",
                "."));
        request.scanners = "license";
        assertThat(scan()).isEqualTo(arguments("filesystem", "license", "300s", "."));
    }

    @Test
    public void scansABillOfMaterials() {
        request.sbom = "bom.json";
        request.skipDbUpdate = true;
        assertThat(scan()).isEqualTo(arguments("sbom", "vuln", "300s", "--skip-db-update", "--skip-java-db-update",
                "bom.json"));
    }

    @Test
    public void takesPlainHttpForAnImageOfThisMachineAlone() {
        for (String loopback : List.of("localhost:5000/a:1", "127.0.0.1/a:1")) {
            request.image = loopback;
            assertThat(scan()).as(loopback).contains("--insecure");
        }
        for (String elsewhere : List.of("app:1", "registry.example.com/a:1", "localhost.example.com/a:1",
                "10.0.0.1:5000/a:1")) {
            request.image = elsewhere;
            assertThat(scan()).as(elsewhere).doesNotContain("--insecure");
        }
    }

    private List<String> scan() {
        return new TrivyCli(request.checked()).scan("/p/trivy.json", "/p/empty.yaml");
    }

    private static List<String> arguments(String subcommand, String scanners, String timeout, String... more) {
        var all = new ArrayList<>(List.of("trivy", subcommand, "--config", "/p/empty.yaml", "--format", "json",
                "--output", "/p/trivy.json", "--exit-code", "0", "--severity", "UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL",
                "--scanners", scanners, "--ignorefile", "/p/empty.yaml", "--ignore-policy=",
                "--ignore-unfixed=false", "--ignore-status=", "--show-suppressed", "--no-progress", "--timeout",
                timeout));
        all.addAll(List.of(more));
        return all;
    }
}
