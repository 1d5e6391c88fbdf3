package io.jenkins.plugins.taskhub.scan;

import static io.jenkins.plugins.taskhub.scan.QualityGate.Verdict.FAIL;
import static io.jenkins.plugins.taskhub.scan.QualityGate.Verdict.PASS;
import static io.jenkins.plugins.taskhub.scan.QualityGate.Verdict.UNSTABLE;
import static io.jenkins.plugins.taskhub.scan.Reports.image;
import static io.jenkins.plugins.taskhub.scan.Reports.judge;
import static io.jenkins.plugins.taskhub.scan.Reports.real;
import static io.jenkins.plugins.taskhub.scan.Reports.vulnerability;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.scan.QualityGate.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class QualityGateTest {
    private static final String TWO_HIGH = image("1", vulnerability("CVE-1", "HIGH", "a", "1", "2"),
            vulnerability("CVE-2", "HIGH", "b", "1", ""), vulnerability("CVE-3", "MEDIUM", "c", "1", "2"));

    private Map<Severity, Integer> allow = Map.of();
    private boolean ignoreUnfixed;
    private boolean strictIgnores;
    private boolean exitOnEol;
    private IgnoreFile ignores = IgnoreFile.none();

    @Test
    public void failsOnMoreThanIsAllowed() {
        var decision = decide("HIGH,CRITICAL", null, TWO_HIGH);
        assertThat(decision.verdict()).isEqualTo(FAIL);
        assertThat(decision.reasons()).containsExactly("2 HIGH");
        allow = Map.of(Severity.HIGH, 1);
        assertThat(decide("HIGH,CRITICAL", null, TWO_HIGH).reasons()).containsExactly("2 HIGH (1 allowed)");
        allow = Map.of(Severity.HIGH, 2);
        assertThat(decide("HIGH,CRITICAL", null, TWO_HIGH)).isEqualTo(new Decision(PASS, List.of()));
    }

    @Test
    public void isUnstableOnWhatMakesItSo() {
        var decision = decide("CRITICAL", "MEDIUM", TWO_HIGH);
        assertThat(decision.verdict()).isEqualTo(UNSTABLE);
        assertThat(decision.reasons()).containsExactly("1 MEDIUM");
        allow = Map.of(Severity.MEDIUM, 1);
        assertThat(decide("CRITICAL", "MEDIUM", TWO_HIGH).verdict()).isEqualTo(PASS);
    }

    @Test
    public void aSeverityMayMakeUnstableAtOnceAndFailLater() {
        allow = Map.of(Severity.HIGH, 2);
        assertThat(decide("HIGH", "HIGH", TWO_HIGH).verdict()).isEqualTo(UNSTABLE);
        allow = Map.of(Severity.HIGH, 1);
        assertThat(decide("HIGH", "HIGH", TWO_HIGH).verdict()).isEqualTo(FAIL);
    }

    @Test
    public void passesWhereNothingJudgedWasFound() {
        assertThat(decide("CRITICAL", null, TWO_HIGH).verdict()).isEqualTo(PASS);
        assertThat(decide("HIGH,CRITICAL", null, real("spring4shell-jre8")).verdict()).isEqualTo(PASS);
        assertThat(decide("HIGH,CRITICAL", null, real("debian-buster")).verdict()).isEqualTo(FAIL);
    }

    @Test
    public void whatHasNoFixDoesNotCountWhereThatIsAskedFor() {
        ignoreUnfixed = true;
        assertThat(decide("HIGH", null, TWO_HIGH).reasons()).containsExactly("1 HIGH");
        assertThat(decide("HIGH", null, real("dockerfile")).verdict()).as("a misconfiguration").isEqualTo(FAIL);
    }

    @Test
    public void anEndOfLifeFailsWhereThatIsAskedFor() {
        assertThat(decide("CRITICAL", null, real("alpine-310")).verdict()).isEqualTo(PASS);
        exitOnEol = true;
        assertThat(decide("CRITICAL", null, real("alpine-310")).reasons().get(0))
                .startsWith("alpine 3.10.2 is past its end of life");
        assertThat(decide("CRITICAL", null, real("ubi-7")).verdict()).isEqualTo(PASS);
    }

    @Test
    public void entriesToMendFailWhereThatIsAskedFor() {
        ignores = IgnoreFileReader.read("i.yaml", "vulnerabilities: [{id: CVE-9, statement: why}]", Instant.now());
        assertThat(decide("CRITICAL", null, TWO_HIGH).verdict()).isEqualTo(PASS);
        strictIgnores = true;
        assertThat(decide("CRITICAL", null, TWO_HIGH).reasons())
                .containsExactly("1 entry of the ignore file to mend: CVE-9 (line 1) matches nothing: remove it");
    }

    private Decision decide(String failOn, String unstableOn, String report) {
        var policy = new Policy(Severity.list("severity", failOn),
                unstableOn == null ? new ArrayList<>() : Severity.list("unstableOn", unstableOn),
                new LinkedHashMap<>(allow), ignoreUnfixed, strictIgnores, exitOnEol).checked();
        return QualityGate.decide(policy, judge(report, policy, ignores, null));
    }
}
