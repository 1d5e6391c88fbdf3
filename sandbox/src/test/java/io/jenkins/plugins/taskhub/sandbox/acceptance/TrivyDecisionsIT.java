package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static io.jenkins.plugins.taskhub.sandbox.acceptance.AcceptanceTest.assertRefused;
import static io.jenkins.plugins.taskhub.sandbox.acceptance.AcceptanceTest.assertSucceeded;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

/** What a team has decided on, over real scans: baseline, ignore file, VEX, thresholds. */
public class TrivyDecisionsIT extends TrivyScans {
    private static final String GATE = "trivyGate archive: 'app.tar', skipDbUpdate: true";

    @Test
    public void aRebuiltImageHasNothingNewAndANewFindingIsOne() throws Exception {
        vulnerable("app:1", "app.tar", "first build");
        String gate = GATE + ", baseline: 'baseline.json'";
        assertRefused(run(gate + ", updateBaseline: true"), "has 1 new CRITICAL, 2 new HIGH");
        keep("baseline.json");
        vulnerable("app:2", "app.tar", "second build");
        var rebuilt = run(gate);
        assertSucceeded(rebuilt);
        assertThat(rebuilt.log()).contains("0 new, 0 fixed since the baseline");
        image("15.4-1")
                .file("opt/other/node_modules/lodash/package.json", "{\"name\":\"lodash\",\"version\":\"4.17.0\"}")
                .write("app:3", workspace.resolve("app.tar"));
        var moved = run(gate);
        assertRefused(moved, "has 1 new HIGH");
        assertThat(moved.log()).contains("1 new, 1 fixed since the baseline");
    }

    @Test
    public void whatBecomesKnownOfTheSamePackageIsNewAndWhatIsFixedIsTold() throws Exception {
        vulnerable("app:1", "app.tar", "");
        environment.put("TRIVY_CACHE_DIR", database("before", text -> text.replace("CVE-2099-0001", "CVE-2099-9999")
                .replace("\"postgresql-15\", \"fixed\"", "\"another\", \"fixed\"")).toString());
        String gate = GATE + ", baseline: 'baseline.json'";
        assertRefused(run(gate + ", updateBaseline: true"), "app.tar has 2 new HIGH. ");
        keep("baseline.json");
        environment.put("TRIVY_CACHE_DIR", cache().toString());
        var found = run(gate);
        assertRefused(found, "app.tar has 1 new CRITICAL. ", "the report: ", "app.trivy.json");
        assertThat(found.log()).contains("1 new, 0 fixed since the baseline").contains("CRITICAL  CVE-2099-0001");
        image("99:1.0-1").write("app:2", workspace.resolve("app.tar"));
        var fixed = run(gate);
        assertSucceeded(fixed);
        assertThat(fixed.log()).contains("0 new, 1 fixed since the baseline");
    }

    @Test
    public void findingsOfEveryKindAreKnownAgain() throws Exception {
        write("Dockerfile", "FROM debian:12\nCMD [\"true\"]\n");
        write("deploy.env", "AWS_ACCESS_KEY_ID=AKIA" + "QYLPMN5HHHFPZAM2\n");
        npmApplication();
        String gate = "trivyGate path: '.', skipDbUpdate: true, scanners: 'vuln,misconfig,secret,license', "
                + "baseline: 'baseline.json'";
        assertRefused(run(gate + ", updateBaseline: true"), ". has 1 new CRITICAL, 3 new HIGH");
        keep("baseline.json");
        write("deploy.env", "# moved down\n\nAWS_ACCESS_KEY_ID=AKIA" + "QYLPMN5HHHFPZAM2\n");
        var again = run(gate);
        assertSucceeded(again);
        assertThat(again.log()).contains("0 new, 0 fixed since the baseline");
    }

    @Test
    public void anEntryWithAReasonIgnoresUntilItExpires() throws Exception {
        vulnerable("app:1", "app.tar", "");
        String gate = GATE + ", ignoreFile: 'ignore.yaml'";
        ignoring("2999-01-31", "statement: switched off");
        var ignored = run(gate);
        assertRefused(ignored, "app.tar has 2 HIGH. ", "in ignore.yaml; the report: ");
        assertThat(ignored.log()).contains("[scan] fail: 2 HIGH; 1 ignored, 1 without a fix")
                .doesNotContain("[scan] ignore.yaml: ");
        assertThat(artifact(ignored, "app.trivy.sarif").at("/runs/0/results")).filteredOn(
                result -> !result.at("/suppressions").isMissingNode()).hasSize(1);
        ignoring("2020-01-31", "statement: switched off");
        var expired = run(gate);
        assertRefused(expired, "app.tar has 1 CRITICAL, 2 HIGH. ");
        assertThat(expired.log()).containsPattern("\\[scan\\] ignore.yaml: CVE-2099-0001 \\(line 2\\) .*expired");
        ignoring("2999-01-31", "paths: ['**']");
        var unexplained = run(gate);
        assertRefused(unexplained, "app.tar has 1 CRITICAL, 2 HIGH. ");
        assertThat(unexplained.log()).contains("[scan] ignore.yaml: CVE-2099-0001 (line 2) has no statement");
    }

    @Test
    public void anEntryToMendFailsWhereThatIsAskedFor() throws Exception {
        new ImageFile(folder.newFolder().toPath()).debianPackage("bash", "5.2-1")
                .write("app:1", workspace.resolve("app.tar"));
        String gate = GATE + ", ignoreFile: 'ignore.yaml'";
        for (var line : new String[] {"statement: matches nothing here", "paths: ['**']"}) {
            ignoring("2999-01-31", line);
            assertSucceeded(run(gate));
            assertRefused(run(gate + ", strictIgnores: true"), "app.tar has 1 entry of the ignore file to mend");
        }
        ignoring("2020-01-31", "statement: switched off");
        assertRefused(run(gate + ", strictIgnores: true"), "app.tar has 1 entry of the ignore file to mend");
        write("ignore.yaml", "vulnerabilities:\n  - id: [CVE-2099-0001\n");
        var malformed = run(gate);
        assertRefused(malformed, "ignoreFile 'ignore.yaml' ", "line ");
        assertThat(malformed.log()).doesNotContain("[scan] Scanning");
    }

    @Test
    public void whatHasNoFixDoesNotCountWhereThatIsAskedFor() throws Exception {
        vulnerable("app:1", "app.tar", "");
        var outcome = run(GATE + ", ignoreUnfixed: true");
        assertRefused(outcome, "app.tar has 1 CRITICAL, 1 HIGH. ");
        assertThat(outcome.log()).contains("[scan] fail: 1 CRITICAL, 2 HIGH; 0 ignored, 1 without a fix")
                .doesNotContain("CVE-2099-0002");
    }

    @Test
    public void tooManyMakeItUnstableWhereThatIsAskedFor() throws Exception {
        vulnerable("app:1", "app.tar", "");
        var outcome = run(GATE + ", severity: 'CRITICAL', allow: [CRITICAL: 1], unstableOn: 'HIGH'\necho 'goes on'");
        assertThat(outcome.result()).as(outcome.log()).isEqualTo("UNSTABLE");
        assertThat(outcome.log()).contains("[scan] WARNING: trivyGate: app.tar has 2 HIGH. ").contains("goes on");
    }

    @Test
    public void whatVexSaysIsNotAffectedIsIgnored() throws Exception {
        npmApplication();
        write("vex.json", """
                {"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/vex","author":"us",
                 "timestamp":"2026-11-20T00:00:00Z","version":1,"statements":[{"vulnerability":{"name":"CVE-2099-0003"},
                 "products":[{"@id":"pkg:npm/lodash@4.17.0"}],"status":"not_affected",
                 "justification":"vulnerable_code_not_in_execute_path"}]}
                """);
        var outcome = run("trivyGate path: '.', skipDbUpdate: true, vex: 'vex.json'");
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("[scan] pass: nothing; 1 ignored, 0 without a fix");
        write("vex.json", "{}");
        assertRefused(run("trivyGate path: '.', skipDbUpdate: true, vex: 'vex.json'"), ". could not be scanned: ");
    }

    private void ignoring(String until, String more) throws Exception {
        write("ignore.yaml", "vulnerabilities:\n  - id: CVE-2099-0001\n    expired_at: " + until + "\n    " + more
                + "\n");
    }
}
