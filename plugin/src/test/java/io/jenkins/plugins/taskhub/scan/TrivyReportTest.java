package io.jenkins.plugins.taskhub.scan;

import static io.jenkins.plugins.taskhub.scan.Reports.counts;
import static io.jenkins.plugins.taskhub.scan.Reports.image;
import static io.jenkins.plugins.taskhub.scan.Reports.judge;
import static io.jenkins.plugins.taskhub.scan.Reports.real;
import static io.jenkins.plugins.taskhub.scan.Reports.vulnerability;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.List;
import java.util.TreeMap;
import org.junit.Test;

public class TrivyReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    public void countsWhatTrivyFound() {
        assertCounts("alpine-310", 0, 0, 4, 0);
        assertCounts("debian-buster", 1, 0, 0, 1);
        assertCounts("dockerfile", 0, 1, 0, 0);
        assertCounts("helm", 0, 3, 4, 11);
        assertCounts("npm-with-suppressed", 0, 1, 0, 0);
        assertCounts("pom", 1, 1, 0, 0);
        assertCounts("spring4shell-jre8", 0, 0, 0, 1);
        assertCounts("ubi-7", 0, 0, 0, 1);
    }

    @Test
    public void countsWhatHasNoFixAndWhatVexSuppressed() {
        assertThat(judge(real("debian-buster")).unfixed()).isEqualTo(1);
        assertThat(judge(real("ubi-7")).unfixed()).isEqualTo(1);
        assertThat(judge(real("pom")).unfixed()).isZero();
        assertThat(judge(real("npm-with-suppressed")).ignored()).isEqualTo(1);
        assertThat(judge(real("pom")).ignored()).isZero();
    }

    @Test
    public void readsWhatAReportSaysOfWhatWasScanned() {
        var alpine = judge(real("alpine-310"));
        assertThat(alpine.artifact()).isEqualTo("testdata/fixtures/images/alpine-310.tar.gz");
        assertThat(alpine.os()).isEqualTo("alpine 3.10.2");
        assertThat(alpine.endOfLife()).isTrue();
        assertThat(judge(real("pom")).os()).isNull();
        assertThat(judge(real("debian-buster")).endOfLife()).isFalse();
    }

    @Test
    public void readsEachPartOfAFinding() {
        var finding = judge(real("npm-with-suppressed")).worst().get(0);
        assertThat(finding).isEqualTo(new Finding(Severity.HIGH, "CVE-2017-20165", "debug", "3.0.1", "3.1.0, 2.6.9",
                "A vulnerability classified as problematic has been found in debug-js d ...",
                "https://avd.aquasec.com/nvd/cve-2017-20165", "package-lock.json", Finding.State.COUNTED, 1));
        assertThat(finding.versions()).isEqualTo("3.0.1 → 3.1.0, 2.6.9");
    }

    @Test
    public void judgesSecretsLicencesAndMisconfigurationsToo() {
        var found = judge("""
                {"SchemaVersion":2,"ArtifactName":"app","ArtifactType":"container_image","Results":[
                 {"Target":"/app/key.pem","Class":"secret","Secrets":[{"RuleID":"private-key","Category":"x",
                   "Severity":"CRITICAL","Title":"Asymmetric Private Key","StartLine":3,"Code":{"Lines":[{"Number":3}]},
                   "Match":"****"}]},
                 {"Target":"OS Packages","Class":"license","Licenses":[{"Severity":"HIGH","Category":"restricted",
                   "PkgName":"bash","FilePath":"","Name":"GPL-3.0","Confidence":1,"Link":""}]},
                 {"Target":"Dockerfile","Class":"config","Misconfigurations":[
                   {"ID":"DS002","AVDID":"AVD-DS-0002","Title":"root","Severity":"MEDIUM","Status":"FAIL",
                    "CauseMetadata":{"StartLine":7}},
                   {"ID":"DS001","Severity":"CRITICAL","Status":"PASS"}]}]}
                """);
        assertThat(counts(found)).containsExactly(1, 1, 1, 0, 0);
        assertThat(found.worst()).extracting(Finding::id).containsExactly("private-key", "GPL-3.0", "DS002");
        assertThat(found.worst()).extracting(Finding::subject).containsExactly("/app/key.pem", "bash", "Dockerfile");
        assertThat(found.worst()).extracting(Finding::target)
                .containsExactly("/app/key.pem:3", "OS Packages", "Dockerfile:7");
        assertThat(found.unfixed()).as("only a vulnerability can be without a fix").isZero();
    }

    @Test
    public void theOrderOfMembersDoesNotMatter() throws Exception {
        var sorted = JSON.copy().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
        for (String name : List.of("helm", "dockerfile", "spring4shell-jre8")) {
            String text = sorted.writeValueAsString(sorted.readValue(real(name), TreeMap.class));
            assertThat(text).as(name).isNotEqualTo(real(name));
            assertThat(judge(text)).as(name).isEqualTo(judge(real(name)));
        }
    }

    @Test
    public void aWholeReportOfACleanImageHasNothing() {
        String clean = "{\"SchemaVersion\":2,\"ArtifactName\":\"app:1\",\"ArtifactType\":\"container_image\"%s}";
        for (String results : List.of("", ",\"Results\":[]", ",\"Results\":null",
                ",\"Results\":[{\"Target\":\"app:1\",\"Class\":\"os-pkgs\",\"Vulnerabilities\":null}]")) {
            assertThat(judge(clean.formatted(results)).total()).as(results).isZero();
        }
    }

    @Test
    public void aReportThatIsCutOffAnywhereIsRefused() {
        String whole = real("dockerfile").strip();
        for (int end = 0; end < whole.length(); end++) {
            String cut = whole.substring(0, end);
            assertThatThrownBy(() -> judge(cut)).as("cut after " + end).isInstanceOf(StepFailure.class)
                    .hasMessageContaining("report.json ").hasMessageMatching(".*(empty|cut off|no JSON).*");
        }
        judge(whole);
    }

    @Test
    public void whatIsNoReportOfTrivyIsRefused() {
        assertRefused("", "report.json is empty");
        assertRefused("  \n", "report.json is empty");
        assertRefused("<html>", "report.json is no JSON (line 1)");
        assertRefused("[]", "it is no JSON object");
        assertRefused("null", "it is no JSON object");
        assertRefused("{}", "it has no SchemaVersion");
        assertRefused("{\"SchemaVersion\":2}", "it does not say what was scanned (ArtifactName)");
        assertRefused("{\"bomFormat\":\"CycloneDX\",\"components\":[]}", "it has no SchemaVersion");
        assertRefused("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[]}]}", "it has no SchemaVersion");
        assertRefused(image("1").strip() + "{}", "something follows its end");
        assertRefused(image("1").replace("[]", "{}"), "Vulnerabilities is no list");
        assertRefused(image("1", "[]"), "a finding is no JSON object");
        assertRefused(image("1", "{}"), "a finding has no id");
        assertRefused(image("1", "{\"VulnerabilityID\":7}"), "VulnerabilityID is not a text");
        assertRefused(image("1").replace("\"Target\":\"app:1 (debian 12.1)\",", "")
                .replace("[]", "[" + vulnerability("CVE-1", "LOW", "a", "1", "") + "]"), "(Target)");
    }

    @Test
    public void anotherSchemaIsRefused() {
        for (String version : List.of("1", "3", "20", "2.5", "\"2\"", "null", "99999999999999999999")) {
            assertRefused(image("1").replace("\"SchemaVersion\":2", "\"SchemaVersion\":" + version),
                    "has SchemaVersion " + version.replace("\"", "") + ", and 2 is what is understood");
        }
    }

    @Test
    public void aSeverityThatTrivyDoesNotHaveIsUnknown() {
        assertThat(counts(judge(image("1", vulnerability("CVE-1", "SEVERE", "a", "1", ""),
                vulnerability("CVE-2", "", "a", "1", ""))))).containsExactly(0, 0, 0, 0, 2);
    }

    @Test
    public void ofManyFindingsOnlyTheWorstAreKept() {
        var many = new String[1_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = vulnerability("CVE-" + i, i % 100 == 99 ? "CRITICAL" : "HIGH", "p", "1", "2");
        }
        var found = judge(image("1", many));
        assertThat(counts(found)).containsExactly(10, 990, 0, 0, 0);
        assertThat(found.worst()).hasSize(Judge.KEPT);
        assertThat(found.worst().subList(0, 11)).extracting(Finding::id).containsExactly("CVE-99", "CVE-199", "CVE-299",
                "CVE-399", "CVE-499", "CVE-599", "CVE-699", "CVE-799", "CVE-899", "CVE-999", "CVE-0");
    }

    private static void assertCounts(String name, int critical, int high, int medium, int low) {
        assertThat(counts(judge(real(name)))).as(name).containsExactly(critical, high, medium, low, 0);
    }

    private static void assertRefused(String text, String why) {
        assertThatThrownBy(() -> judge(text)).as(text).isInstanceOf(StepFailure.class).hasMessageContaining(why);
    }
}
