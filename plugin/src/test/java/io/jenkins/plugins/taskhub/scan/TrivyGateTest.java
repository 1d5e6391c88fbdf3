package io.jenkins.plugins.taskhub.scan;

import static io.jenkins.plugins.taskhub.scan.Reports.image;
import static io.jenkins.plugins.taskhub.scan.Reports.real;
import static io.jenkins.plugins.taskhub.scan.Reports.vulnerability;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.FilePath;
import hudson.util.Secret;
import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.credentials.Login;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.step.EngineRunner;
import io.jenkins.plugins.taskhub.step.FakePorts;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TrivyGateTest {
    private static final String IMAGE = "registry.example.com/taskhub/app:1.2";

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private final GateRequest request = new GateRequest();
    private final List<Command> commands = new ArrayList<>();
    private FakePorts ports;
    private String written = image("1.2");
    private int status;
    private List<String> said = List.of();

    @Before
    public void makePorts() {
        ports = new FakePorts(tmp.getRoot(), "scan");
        request.image = IMAGE;
    }

    @Test
    public void passesACleanImage() throws Exception {
        assertThat(run()).containsEntry("verdict", "pass").containsEntry("total", 0)
                .containsEntry("artifact", "app:1.2")
                .containsEntry("report", "app-1.2.trivy.json").containsEntry("sarif", "app-1.2.trivy.sarif");
        assertThat(ports.text()).isEqualTo("[scan] Scanning " + IMAGE + " for vuln,secret\n"
                + "[scan] pass: nothing; 0 ignored, 0 without a fix\n");
        assertThat(ports.archived).containsEntry("app-1.2.trivy.json", written).containsKey("app-1.2.trivy.sarif");
        assertThat(commands).hasSize(1);
        assertThat(commands.get(0).arguments()).contains("--exit-code", "0", IMAGE);
        assertThat(commands.get(0).environment()).doesNotContainKey("TRIVY_USERNAME");
        assertThat(commands.get(0).secrets()).isEmpty();
    }

    @Test
    public void failsAndSaysWhyAndWhere() throws Exception {
        written = image("1.2", vulnerability("CVE-1", "LOW", "a", "1", ""),
                vulnerability("CVE-2", "CRITICAL", "openssl", "3.0.1", "3.0.9"),
                vulnerability("CVE-33", "HIGH", "b", "2", ""));
        assertThatThrownBy(this::run).isInstanceOf(StepFailure.class).hasMessage(IMAGE + " has 1 CRITICAL, 1 HIGH. "
                + "Mend them, or decide on them in an ignoreFile; the report: "
                + "https://jenkins.example.com/job/deploy/7/taskhub, "
                + "and app-1.2.trivy.json");
        assertThat(ports.text()).endsWith("""
                [scan]   CRITICAL  CVE-2   openssl  3.0.1 → 3.0.9  hole in openssl
                [scan]   HIGH      CVE-33  b        2              hole in b
                [scan] fail: 1 CRITICAL, 1 HIGH, 1 LOW; 0 ignored, 2 without a fix
                """);
        assertThat(ports.archived).containsKeys("app-1.2.trivy.json", "app-1.2.trivy.sarif");
        assertThat(ports.reports).hasSize(1).extracting(Report::status).containsExactly(Report.Status.FAILED);
    }

    @Test
    public void goesOnUnstable() throws Exception {
        written = image("1.2", vulnerability("CVE-1", "MEDIUM", "a", "1", ""));
        request.unstableOn = "MEDIUM";
        assertThat(run()).containsEntry("verdict", "unstable").containsEntry("unfixed", 1);
        assertThat(ports.unstable).singleElement().asString().startsWith("trivyGate: " + IMAGE + " has 1 MEDIUM. ");
    }

    @Test
    public void judgesAReportThatIsThereWithoutTrivy() throws Exception {
        report(real("alpine-310"));
        assertThat(run()).containsEntry("verdict", "pass").containsEntry("total", 4)
                .containsEntry("report", "out.trivy.json")
                .containsEntry("counts", Map.of("CRITICAL", 0, "HIGH", 0, "MEDIUM", 4, "LOW", 0, "UNKNOWN", 0));
        assertThat(commands).isEmpty();
        assertThat(ports.text()).isEqualTo("""
                [scan] Judging the report out.json; nothing is scanned
                [scan] The report is of testdata/fixtures/images/alpine-310.tar.gz (alpine 3.10.2)
                [scan] alpine 3.10.2 is past its end of life: no fixes come for it any more
                [scan] pass: 4 MEDIUM; 0 ignored, 0 without a fix
                """);
        assertThat(ports.archived).containsEntry("out.trivy.json", real("alpine-310"));
    }

    @Test
    public void aScanThatFailsIsNoPass() {
        status = 1;
        said = List.of("2026-11-20T23:05:32Z\tERROR\t[vulndb] The first run cannot skip downloading DB",
                "2026-11-20T23:05:32Z\tFATAL\tFatal error\tinit error: DB error: database error: --skip-update cannot "
                + "be specified on the first run");
        failsWith(IMAGE + " could not be scanned: init error: DB error: database error: --skip-update cannot be "
                + "specified "
                + "on the first run. There is no vulnerability database: run once without skipDbUpdate, or fill");
        status = 127;
        failsWith("there is no trivy on the agent's PATH");
        status = 137;
        failsWith("it was killed (signal 9), maybe for want of memory. Nothing was judged");
        status = -1;
        failsWith("the agent has lost it");
        status = 1;
        said = List.of("something else");
        failsWith("could not be scanned: exit code 1");
    }

    @Test
    public void aReportThatIsNoneIsNoPass() throws Exception {
        written = null;
        failsWith("trivy's report of " + IMAGE + " is missing");
        written = "";
        failsWith("is empty");
        written = image("1.2").substring(0, 100);
        failsWith("is cut off");
        written = "{}";
        failsWith("is not a report of Trivy");
        written = image("1.2").replace(":2,", ":3,");
        failsWith("has SchemaVersion 3");
        assertThat(ports.reports).isEmpty();
    }

    @Test
    public void givesTheRegistrysLoginInTheEnvironment() throws Exception {
        request.registryCredentialsId = "registry";
        ports.credentials("", new Login("robot", Secret.fromString("canary-4711")));
        run();
        var command = commands.get(0);
        assertThat(command.arguments())
                .noneMatch(argument -> argument.contains("robot") || argument.contains("canary"));
        assertThat(command.environment()).containsEntry("TRIVY_USERNAME", "robot");
        assertThat(command.secrets().get("TRIVY_PASSWORD").getPlainText()).isEqualTo("canary-4711");
    }

    @Test
    public void takesFromTheEnvironmentWhatWouldLeaveSomethingOut() throws Exception {
        run();
        assertThat(commands.get(0).environment()).containsEntry("TRIVY_SKIP_DIRS", "")
                .containsEntry("TRIVY_PKG_TYPES", "").containsEntry("TRIVY_IGNORED_LICENSES", "");
    }

    @Test
    public void nothingIsStartedWhereAFileIsMissingOrWrong() throws Exception {
        request.ignoreFile = "none.yaml";
        failsWith("there is no file 'none.yaml' in the workspace: correct ignoreFile");
        request.ignoreFile = "i.yaml";
        ports.workspace().child("i.yaml").write("vulnerabilities:\n  - CVE-1\n", "UTF-8");
        failsWith("ignoreFile 'i.yaml' line 2 needs entries");
        request.ignoreFile = null;
        request.baseline = "b.json";
        failsWith("there is no baseline 'b.json' in the workspace");
        ports.workspace().child("b.json").write("{", "UTF-8");
        failsWith("baseline 'b.json' is ");
        request.baseline = null;
        request.vex = "vex.json";
        failsWith("there is no file 'vex.json'");
        request.vex = null;
        Files.createSymbolicLink(Path.of(ports.workspace().child("link.json").getRemote()),
                tmp.newFile("outside.json").toPath());
        request.image = null;
        request.report = "link.json";
        failsWith("report 'link.json' leads out of the workspace");
        request.report = null;
        request.path = "nowhere";
        failsWith("there is no 'nowhere' in the workspace: correct path");
        assertThat(commands).isEmpty();
    }

    @Test
    public void vexMayBeWhatTrivyFindsByItself() throws Exception {
        request.vex = "repo";
        run();
        assertThat(commands.get(0).arguments()).containsSequence("--vex", "repo");
    }

    @Test
    public void tellsWhatIsWrongWithTheIgnoreFile() throws Exception {
        written = image("1.2", vulnerability("CVE-1", "HIGH", "a", "1", "2"));
        request.ignoreFile = "i.yaml";
        ports.workspace().child("i.yaml").write("vulnerabilities:\n  - {id: CVE-1, statement: why}\n  - id: CVE-2\n",
                "UTF-8");
        assertThat(run()).containsEntry("verdict", "pass").containsEntry("ignored", 1);
        assertThat(ports.text()).contains("[scan] i.yaml: CVE-2 (line 3) has no statement and ignores nothing: say "
                + "why\n");
    }

    @Test
    public void writesTheBaselineAndCountsOnlyWhatIsNewAfterwards() throws Exception {
        written = image("1.2", vulnerability("CVE-1", "HIGH", "a", "1", "2"));
        request.baseline = "security/b.json";
        request.updateBaseline = true;
        failsWith("has 1 new HIGH");
        assertThat(ports.text()).contains("[scan] Wrote the baseline security/b.json: commit it");
        request.updateBaseline = false;
        assertThat(run()).containsEntry("verdict", "pass").containsEntry("new", 0).containsEntry("total", 1);
        assertThat(ports.text()).endsWith("[scan] pass: 1 HIGH; 0 new, 0 fixed since the baseline, 0 ignored, 0 "
                + "without a fix\n");
        written = image("1.3", vulnerability("CVE-2", "HIGH", "a", "1", "2"));
        failsWith("has 1 new HIGH");
        assertThat(ports.text()).endsWith("[scan] fail: 1 HIGH; 1 new, 1 fixed since the baseline, 0 ignored, 0 "
                + "without a fix\n");
    }

    @Test
    public void sarifHoldsEveryFindingAndHowItWasJudged() throws Exception {
        written = image("1.2", vulnerability("CVE-1", "HIGH", "a", "1", "2"),
                vulnerability("CVE-2", "LOW", "b", "1", ""));
        request.ignoreFile = "i.yaml";
        ports.workspace().child("i.yaml").write("vulnerabilities:\n  - {id: CVE-1, statement: why}\n", "UTF-8");
        run();
        var sarif = new ObjectMapper().readTree(ports.archived.get("app-1.2.trivy.sarif"));
        assertThat(sarif.at("/version").asText()).isEqualTo("2.1.0");
        var results = sarif.at("/runs/0/results");
        assertThat(results).hasSize(2);
        assertThat(results.at("/0/ruleId").asText()).isEqualTo("CVE-1");
        assertThat(results.at("/0/level").asText()).isEqualTo("error");
        assertThat(results.at("/0/suppressions")).hasSize(1);
        assertThat(results.at("/1/level").asText()).isEqualTo("note");
        assertThat(results.at("/1/suppressions").isMissingNode()).isTrue();
        assertThat(results.at("/1/message/text").asText()).isEqualTo("LOW: b 1, no fix yet: hole in b");
        assertThat(results.at("/1/locations/0/physicalLocation/artifactLocation/uri").asText())
                .isEqualTo("app:1.2%20(debian%2012.1)");
        assertThat(sarif.at("/runs/0/tool/driver/rules")).hasSize(2);
        assertThat(sarif.at("/runs/0/tool/driver/rules/0/helpUri").asText()).isEqualTo("https://example.com/CVE-1");
    }

    @Test
    public void showsTheTrendFromTheSecondBuildOn() throws Exception {
        run();
        assertThat(ports.trend).singleElement().satisfies(point -> {
            assertThat(point.getSeries()).isEqualTo("trivyGate registry.example.com/taskhub/app");
            assertThat(point.getOutcome()).isEqualTo("pass");
            assertThat(point.getNumbers()).containsEntry("CRITICAL", 0);
        });
    }

    @Test
    public void goesOnAfterARestartOfTheController() throws Exception {
        written = image("1.2", vulnerability("CVE-1", "HIGH", "a", "1", "2"));
        request.severity = "CRITICAL";
        var runner = new EngineRunner<>(new TrivyGate(request), ports, this::play);
        runner.runUntil("Judging");
        assertThat(new String(runner.saved(), StandardCharsets.ISO_8859_1)).doesNotContain("CVE-1");
        assertThat(runner.restarted().run()).containsEntry("verdict", "pass").containsEntry("total", 1);
        assertThat(commands).hasSize(1);
    }

    private void report(String text) throws Exception {
        request.image = null;
        request.report = "out.json";
        ports.workspace().child("out.json").write(text, "UTF-8");
    }

    private void failsWith(String why) {
        assertThatThrownBy(this::run).isInstanceOf(StepFailure.class).hasMessageContaining(why);
    }

    private LinkedHashMap<String, Object> run() throws Exception {
        ports.privateDir().child("trivy.json").delete();
        return new EngineRunner<>(new TrivyGate(request), ports, this::play).run();
    }

    private Outcome play(Command command) throws Exception {
        commands.add(command);
        var arguments = command.arguments();
        if (written != null && status == 0) {
            new FilePath(new File(arguments.get(arguments.indexOf("--output") + 1))).write(written, "UTF-8");
        }
        return new Outcome(status, said, null, null);
    }
}
