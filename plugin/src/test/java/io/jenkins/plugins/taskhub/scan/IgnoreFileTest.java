package io.jenkins.plugins.taskhub.scan;

import static io.jenkins.plugins.taskhub.scan.Reports.image;
import static io.jenkins.plugins.taskhub.scan.Reports.real;
import static io.jenkins.plugins.taskhub.scan.Reports.vulnerability;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.time.Instant;
import org.junit.Test;

public class IgnoreFileTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String REPORT = image("1", vulnerability("CVE-1", "HIGH", "openssl", "3.0.1", "3.0.9"));

    @Test
    public void anEntryWithAReasonIgnores() {
        var found = judge("""
                vulnerabilities:
                  - id: CVE-1
                    statement: not reachable
                """);
        assertThat(found.ignored()).isEqualTo(1);
        assertThat(found.total()).isZero();
        assertThat(found.ignoreProblems()).isEmpty();
    }

    @Test
    public void anEntryThatHasExpiredIgnoresNothing() {
        for (String past : new String[] {"2026-11-20", "2026-11-20T11:59:59Z", "2026-11-20T13:30:00+02:00",
                "2020-01-01"}) {
            var found = judge("vulnerabilities:\n- {id: CVE-1, statement: why, expired_at: " + past + "}\n");
            assertThat(found.counted(Severity.HIGH)).as(past).isEqualTo(1);
            assertThat(found.ignoreProblems()).containsExactly("CVE-1 (line 2) expired on " + past
                    + " and ignores nothing any more");
        }
        for (String future : new String[] {"2026-11-21", "2026-11-20T12:00:01Z"}) {
            assertThat(judge("vulnerabilities:\n- {id: CVE-1, statement: why, expired_at: " + future + "}\n").ignored())
                    .as(future).isEqualTo(1);
        }
    }

    @Test
    public void anEntryWithoutAReasonIgnoresNothing() {
        for (String entry : new String[] {"{id: CVE-1}", "{id: CVE-1, statement: ' '}"}) {
            var found = judge("vulnerabilities:\n- " + entry + "\n");
            assertThat(found.counted(Severity.HIGH)).as(entry).isEqualTo(1);
            assertThat(found.ignoreProblems()).containsExactly(
                    "CVE-1 (line 2) has no statement and ignores nothing: say why");
        }
    }

    @Test
    public void anEntryThatMatchesNothingIsTold() {
        assertThat(judge("vulnerabilities: [{id: CVE-2, statement: why}]\nmisconfigurations:\n"
                + "- id: CVE-1\n  statement: of another kind\n").ignoreProblems())
                .containsExactly("CVE-2 (line 1) matches nothing: remove it",
                        "CVE-1 (line 3) matches nothing: remove it");
    }

    @Test
    public void anEntryMayBeAboutAPackage() {
        assertIgnored("purls: ['pkg:deb/debian/openssl']", true);
        assertIgnored("purls: ['pkg:deb/debian/openssl@3.0.1']", true);
        assertIgnored("purls: ['pkg:deb/debian/openssl@3.0.1?arch=amd64']", true);
        assertIgnored("purls: ['pkg:deb/debian/openssl@3.0.2']", false);
        assertIgnored("purls: ['pkg:deb/debian/bash', 'pkg:deb/debian/openssl']", true);
        assertIgnored("purls: ['pkg:deb/debian/openssl?arch=arm64']", false);
        assertIgnored("purls: ['pkg:deb/ubuntu/openssl']", false);
    }

    @Test
    public void anEntryMayBeAboutPaths() {
        assertIgnored("paths: ['app:1 *']", true);
        assertIgnored("paths: ['other/**']", false);
        var ignores = IgnoreFileReader.read("i.yaml",
                "misconfigurations:\n- {id: DS-0002, statement: why, paths: [Docker*]}", NOW);
        assertThat(Reports.judge(real("dockerfile"), Reports.DEFAULT, ignores, null).ignored()).isEqualTo(1);
    }

    @Test
    public void patternsMatchAsTrivysDo() {
        assertThat(Glob.pattern("**/a.txt").matcher("a.txt").matches()).isTrue();
        assertThat(Glob.pattern("**/a.txt").matcher("x/y/a.txt").matches()).isTrue();
        assertThat(Glob.pattern("x/**").matcher("x/y/a.txt").matches()).isTrue();
        assertThat(Glob.pattern("x/*").matcher("x/y/a.txt").matches()).isFalse();
        assertThat(Glob.pattern("x/**/a.txt").matcher("x/a.txt").matches()).isTrue();
        assertThat(Glob.pattern("?.{jar,war}").matcher("a.war").matches()).isTrue();
        assertThat(Glob.pattern("?.{jar,war}").matcher("a.ear").matches()).isFalse();
        assertThat(Glob.pattern("[a-c]1.(x)+").matcher("b1.(x)+").matches()).isTrue();
        assertThat(Glob.pattern("[!a-c]1").matcher("b1").matches()).isFalse();
    }

    @Test
    public void anEmptyFileIgnoresNothing() {
        for (String text : new String[] {"", "# nothing yet\n", "vulnerabilities:\n", "vulnerabilities: []\n"}) {
            assertThat(IgnoreFileReader.read("i.yaml", text, NOW).entries()).as(text).isEmpty();
        }
    }

    @Test
    public void aMalformedFileIsRefusedWithItsLine() {
        refused("vulnerabilities:\n  - id: [\n", "line 3 is no YAML");
        refused("vulnerabilities:\n  - id: CVE-1\n  id: x\n", "line 3 is no YAML");
        refused("- CVE-1\n", "line 1 is not a list of vulnerabilities, misconfigurations, secrets or licenses");
        refused("CVE-2024-1\n", "line 1 is not a list");
        refused("\nvulnerabilites:\n  - id: CVE-1\n", "line 2 has 'vulnerabilites': give vulnerabilities, ");
        refused("vulnerabilities:\n  id: CVE-1\n", "line 2 needs a list under vulnerabilities");
        refused("vulnerabilities:\n  - CVE-1\n", "line 2 needs entries such as - id: CVE-2024-1234");
        refused("vulnerabilities:\n  - statement: x\n", "line 2 has an entry without an id");
        refused("vulnerabilities:\n  - id: CVE-1\n    expires: 2026-01-01\n", "line 3 has 'expires': an entry takes "
                + "expired_at, id, paths, purls, statement");
        refused("vulnerabilities:\n  - id: CVE-1\n    expired_at: 31.12.2026\n",
                "line 3 has the expired_at '31.12.2026': give a date such as 2026-12-31");
        refused("vulnerabilities:\n  - id: CVE-1\n    paths: ['a[b']\n",
                "line 3 has the path 'a[b' that is no pattern");
        refused("vulnerabilities:\n  - id: CVE-1\n    paths: a\n", "line 3 needs a list under paths");
        refused("vulnerabilities: []\nvulnerabilities: []\n", "line 2 has 'vulnerabilities' a second time");
    }

    private static Judgement judge(String ignoreFile) {
        return Reports.judge(REPORT, Reports.DEFAULT, IgnoreFileReader.read("i.yaml", ignoreFile, NOW), null);
    }

    private static void assertIgnored(String restriction, boolean ignored) {
        assertThat(judge("vulnerabilities:\n- {id: CVE-1, statement: why, " + restriction + "}\n").ignored())
                .as(restriction).isEqualTo(ignored ? 1 : 0);
    }

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> IgnoreFileReader.read("i.yaml", text, NOW)).as(text).isInstanceOf(StepFailure.class)
                .hasMessageStartingWith("ignoreFile 'i.yaml' ").hasMessageContaining(why);
    }
}
