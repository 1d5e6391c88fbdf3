package io.jenkins.plugins.taskhub.scan;

import static io.jenkins.plugins.taskhub.scan.Reports.counts;
import static io.jenkins.plugins.taskhub.scan.Reports.image;
import static io.jenkins.plugins.taskhub.scan.Reports.judge;
import static io.jenkins.plugins.taskhub.scan.Reports.real;
import static io.jenkins.plugins.taskhub.scan.Reports.stream;
import static io.jenkins.plugins.taskhub.scan.Reports.vulnerability;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.Test;

public class BaselineTest {
    private static final String FIRST = vulnerability("CVE-1", "HIGH", "openssl", "3.0.1", "3.0.9");
    private static final String SECOND = vulnerability("CVE-2", "CRITICAL", "bash", "5.0", "");

    @Test
    public void aRebuiltImageWithTheSameFindingsHasNothingNew() throws Exception {
        var found = compared(written(image("1", FIRST, SECOND)), image("2", SECOND, FIRST));
        assertThat(found.fresh()).isZero();
        assertThat(found.fixed()).isZero();
        assertThat(counts(found)).as("they are still there").containsExactly(1, 1, 0, 0, 0);
        assertThat(QualityGate.decide(Reports.DEFAULT, found).verdict()).isEqualTo(QualityGate.Verdict.PASS);
    }

    @Test
    public void aNewVersionOfThePackageWithTheSameFindingIsNotNew() throws Exception {
        String newer = vulnerability("CVE-1", "HIGH", "openssl", "3.0.2", "3.0.9").replace("arch=amd64",
                "arch=amd64&distro=debian-12.2");
        assertThat(compared(written(image("1", FIRST)), image("2", newer)).fresh()).isZero();
    }

    @Test
    public void aNewFindingInTheSamePackageIsNew() throws Exception {
        var found = compared(written(image("1", FIRST, SECOND)),
                image("2", FIRST, SECOND, vulnerability("CVE-3", "HIGH", "openssl", "3.0.1", "3.0.9")));
        assertThat(found.fresh()).isEqualTo(1);
        assertThat(found.fixed()).isZero();
        assertThat(found.counted(Severity.HIGH)).isEqualTo(1);
        assertThat(found.worst().get(0).id()).as("what counts comes first").isEqualTo("CVE-3");
        assertThat(QualityGate.decide(Reports.DEFAULT, found).reasons()).containsExactly("1 new HIGH");
    }

    @Test
    public void aFindingThatIsGoneIsFixed() throws Exception {
        var found = compared(written(image("1", FIRST, SECOND)), image("2", SECOND));
        assertThat(found.fixed()).isEqualTo(1);
        assertThat(found.fresh()).isZero();
    }

    @Test
    public void aFindingThatIsIgnoredNowIsNotFixed() throws Exception {
        var ignores = IgnoreFileReader.read("i.yaml", "vulnerabilities: [{id: CVE-1, statement: why}]", Instant.now());
        var found = judge(image("2", FIRST), Reports.DEFAULT, ignores, baseline(written(image("1", FIRST))));
        assertThat(found.fixed()).isZero();
        assertThat(found.ignored()).isEqualTo(1);
    }

    @Test
    public void aFindingThatHasBecomeWorseIsNew() throws Exception {
        assertThat(compared(written(image("1", FIRST)), image("2", FIRST.replace("HIGH", "CRITICAL"))).fresh())
                .isEqualTo(1);
        assertThat(compared(written(image("1", FIRST)), image("2", FIRST.replace("HIGH", "LOW"))).fresh()).isZero();
    }

    @Test
    public void theSamePackageElsewhereInTheImageIsNew() throws Exception {
        String there = FIRST.replace("\"PkgName\"", "\"PkgPath\":\"opt/a.jar\",\"PkgName\"");
        assertThat(compared(written(image("1", there)), image("2", there, there.replace("a.jar", "b.jar"))).fresh())
                .isEqualTo(1);
    }

    @Test
    public void findingsOfEveryKindAreKnownAgain() throws Exception {
        for (String name : new String[] {"helm", "dockerfile", "npm-with-suppressed", "spring4shell-jre8"}) {
            assertThat(judge(real(name), Reports.DEFAULT, IgnoreFile.none(), Baseline.empty()).fresh()).as(name)
                    .isEqualTo(judge(real(name)).total());
            assertThat(compared(written(real(name)), real(name)).fresh()).as(name).isZero();
        }
    }

    @Test
    public void isWrittenSortedOneFindingALineWithoutVersions() throws Exception {
        String text = written(image("1", FIRST, SECOND, FIRST.replace("CVE-1", "CVE-0")));
        assertThat(text).isEqualTo("""
                { "version" : 1, "findings" : [
                  { "id" : "CVE-0", "package" : "pkg:deb/debian/openssl", "class" : "os-pkgs", "severity" : "HIGH" },
                  { "id" : "CVE-1", "package" : "pkg:deb/debian/openssl", "class" : "os-pkgs", "severity" : "HIGH" },
                  { "id" : "CVE-2", "package" : "pkg:deb/debian/bash", "class" : "os-pkgs", "severity" : "CRITICAL" }
                ] }
                """);
    }

    @Test
    public void refusesAFileThatIsNoBaseline() throws Exception {
        String whole = written(image("1", FIRST)).strip();
        assertRefused("", "is not a baseline of version 1");
        assertRefused("[]", "is not a baseline");
        assertRefused(image("1", FIRST), "is not a baseline");
        assertRefused("{\"version\":2,\"findings\":[]}", "is not a baseline of version 1");
        assertRefused("{\"version\":1,\"findings\":[{\"id\":\"CVE-1\"}]}",
                "has an entry without id or severity (line 1)");
        assertRefused(whole + "x", "baseline 'b.json'");
        for (int end = 1; end < whole.length(); end++) {
            assertRefused(whole.substring(0, end), "baseline 'b.json'");
        }
    }

    private static Judgement compared(String baseline, String report) throws IOException {
        return judge(report, Reports.DEFAULT, IgnoreFile.none(), baseline(baseline));
    }

    private static Baseline baseline(String text) throws IOException {
        return Baseline.read("b.json", stream(text));
    }

    private static String written(String report) throws IOException {
        var judge = new Judge(Reports.DEFAULT, IgnoreFile.none(), null, null);
        var all = judge.collect();
        judge.judge("report.json", stream(report));
        var out = new ByteArrayOutputStream();
        Baseline.write(out, all);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void assertRefused(String text, String why) {
        assertThatThrownBy(() -> baseline(text)).as(text).isInstanceOf(StepFailure.class).hasMessageContaining(why)
                .hasMessageContaining("updateBaseline");
    }
}
