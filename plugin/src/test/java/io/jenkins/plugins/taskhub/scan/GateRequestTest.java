package io.jenkins.plugins.taskhub.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.Test;

public class GateRequestTest {
    @Test
    public void wantsOneThingToJudge() {
        refuses(request -> request.image = null, "nothing is given to be judged");
        refuses(request -> request.report = "r.json", "more than one thing is given to be judged (image, report)");
    }

    @Test
    public void refusesSeveritiesThatTrivyDoesNotHave() {
        refuses(request -> request.severity = "HIHG", "severity 'HIHG' is not a severity: give CRITICAL, HIGH, ");
        refuses(request -> request.severity = "HIGH,", "severity is missing|severity '' is not a severity");
        refuses(request -> request.severity = "", "severity is missing");
        refuses(request -> request.unstableOn = "WARN", "unstableOn 'WARN' is not a severity");
        refuses(request -> request.allow.put("SEVERE", 1), "allow 'SEVERE' is not a severity");
    }

    @Test
    public void takesSeveritiesInAnyCaseAndWithBlanks() {
        var request = image();
        request.severity = "high, Critical";
        request.unstableOn = "low";
        request.allow.put("high", 3);
        assertThat(request.checked().policy().failOn()).containsExactly(Severity.HIGH, Severity.CRITICAL);
        assertThat(request.policy().allowed(Severity.HIGH)).isEqualTo(3);
        assertThat(request.policy().allowed(Severity.CRITICAL)).isZero();
    }

    @Test
    public void refusesThresholdsWithoutAnEffect() {
        refuses(request -> request.allow.put("LOW", 1), "allow LOW has no effect");
        refuses(request -> request.allow.put("HIGH", -1), "allow 'HIGH' is -1");
        refuses(request -> request.unstableOn = "HIGH", "unstableOn HIGH has no effect");
        assertThatThrownBy(() -> GateRequest.counts(Map.of("HIGH", "3"))).isInstanceOf(StepFailure.class)
                .hasMessageContaining("allow 'HIGH' is not a whole number");
    }

    @Test
    public void refusesNamesThatAreNone() {
        refuses(request -> request.image = "-x", "begins with '-'");
        refuses(request -> request.image = "Team/App:1", "is no image name|is no host name");
        refuses(request -> request.image = "a:" + "x".repeat(129), "is no image tag");
        refuses(request -> request.baseline = "../b.json", "baseline '../b.json' is not a path inside the workspace");
        refuses(request -> request.vex = "-o", "vex '-o' begins with '-'");
        refuses(request -> request.ignoreFile = "/etc/x.yaml", "ignoreFile '/etc/x.yaml' is not a path inside");
        refuses(request -> request.ignoreFile = ".trivyignore", "ignoreFile '.trivyignore' is no YAML file");
        refuses(request -> request.scanners = "vuln,virus", "scanners 'virus' is not a scanner");
        refuses(request -> request.timeout = "soon", "timeout 'soon'");
        for (String server : new String[] {"trivy.example.com", "ftp://x", "https://u:p@x", "https://x y"}) {
            refuses(request -> request.server = server, "server '");
        }
    }

    @Test
    public void refusesWhatHasNoEffectOnAReport() {
        refuses(request -> {
            request.image = null;
            request.report = "r.json";
            request.scanners = "vuln";
        }, "scanners has no effect on a report that is made already");
        refuses(request -> {
            request.image = null;
            request.path = ".";
            request.registryCredentialsId = "id";
        }, "registryCredentialsId is for an image in a registry");
        refuses(request -> request.updateBaseline = true, "updateBaseline needs baseline");
    }

    @Test
    public void namesArtifactsByWhatIsJudged() {
        assertThat(named(request -> request.image = "127.0.0.1:5000/taskhub/task-service:0.1.2"))
                .isEqualTo("task-service-0.1.2");
        assertThat(named(request -> request.image = "app@sha256:" + "0".repeat(64)))
                .isEqualTo("app-sha256-000000000000");
        assertThat(named(request -> request.report = "out/app.json")).isEqualTo("app");
        assertThat(named(request -> request.archive = "target/app.tar.gz")).isEqualTo("app");
        assertThat(named(request -> request.path = ".")).isEqualTo("workspace");
        assertThat(named(request -> request.path = "web/")).isEqualTo("web");
    }

    private static String named(Consumer<GateRequest> how) {
        var request = new GateRequest();
        how.accept(request);
        return request.checked().artifactName();
    }

    private static GateRequest image() {
        var request = new GateRequest();
        request.image = "registry.example.com/app:1";
        return request;
    }

    private static void refuses(Consumer<GateRequest> how, String why) {
        var request = image();
        how.accept(request);
        assertThatThrownBy(request::checked).isInstanceOf(StepFailure.class).satisfies(refused ->
                assertThat(why.split("\\|")).as(refused.getMessage()).anyMatch(refused.getMessage()::contains));
    }
}
