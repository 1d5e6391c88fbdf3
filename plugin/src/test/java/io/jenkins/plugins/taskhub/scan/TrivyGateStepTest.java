package io.jenkins.plugins.taskhub.scan;

import static io.jenkins.plugins.taskhub.scan.Reports.image;
import static io.jenkins.plugins.taskhub.scan.Reports.real;
import static io.jenkins.plugins.taskhub.scan.Reports.vulnerability;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import io.jenkins.plugins.taskhub.report.ReportAction;
import io.jenkins.plugins.taskhub.report.TrendPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

public class TrivyGateStepTest {
    private static final String CANARY = "canary-password-0815";
    private static final String SCAN =
            "trivyGate(image: '127.0.0.1:5000/team/app:1', registryCredentialsId: 'registry')";
    /** Plays trivy: waits until the test says so, or is gone, then writes the test's report. */
    private static final String SCRIPT = """
            #!/bin/sh
            dir=$(dirname "$0")
            [ "$*" = --version ] && echo Version: 0.69.1 && exit
            printf '%s\\n' "$*" >> "$dir/calls"
            [ "$TRIVY_PASSWORD" = "$(cat "$dir/password")" ] && echo "$TRIVY_USERNAME" > "$dir/login"
            echo started > "$dir/started"
            while [ -e "$dir" ] && [ ! -e "$dir/go" ]; do sleep 0.05; done
            while [ "$1" != --output ]; do shift; done
            cp "$dir/report.json" "$2"
            exit "$(cat "$dir/go")"
            """;

    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private Path dir;

    @Before
    public void playTrivy() throws IOException {
        dir = tmp.newFolder("trivy").toPath();
        Files.writeString(dir.resolve("trivy"), SCRIPT);
        Files.setPosixFilePermissions(dir.resolve("trivy"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(dir.resolve("password"), CANARY);
        finds(image("1"));
    }

    @Test
    public void scansJudgesTellsAndReturnsWhatItFound() throws Throwable {
        sessions.then(j -> {
            finds(image("1", vulnerability("CVE-1", "MEDIUM", "openssl", "3.0.1", "3.0.9")));
            trivyEnds(0);
            var run = j.waitForCompletion(start(j, SCAN));
            j.assertBuildStatusSuccess(run);
            j.assertLogContains("[scan] Scanning 127.0.0.1:5000/team/app:1 for vuln,secret", run);
            j.assertLogContains("[scan] pass: 1 MEDIUM; 0 ignored, 0 without a fix", run);
            j.assertLogContains("RESULT pass 1 1 [CRITICAL:0, HIGH:0, MEDIUM:1, LOW:0, UNKNOWN:0]", run);
            assertThat(artifact(run, "app-1.trivy.json")).isEqualTo(Files.readString(dir.resolve("report.json")));
            assertThat(artifact(run, "app-1.trivy.sarif")).contains("\"CVE-1\"");
            assertThat(ReportAction.of(run)).hasSize(1);
            assertThat(run.getAction(ReportAction.class).getHtml()).contains("<table class=\"taskhub-sortable\">")
                    .contains("<th scope=\"row\" data-key=\"-2\">MEDIUM</th><td><a rel=\"noopener noreferrer\" "
                            + "href=\"https://example.com/CVE-1\">CVE-1</a></td>");
        });
    }

    @Test
    public void showsTheTrendOverTheBuilds() throws Throwable {
        sessions.then(j -> {
            trivyEnds(0);
            j.assertBuildStatusSuccess(j.waitForCompletion(start(j, SCAN)));
        });
        sessions.then(j -> {
            finds(image("1", vulnerability("CVE-1", "CRITICAL", "openssl", "3.0.1", "3.0.9")));
            var run = j.waitForCompletion(start(j, SCAN));
            assertThat(TrendPoint.series(run, "trivyGate 127.0.0.1:5000/team/app")).extracting(TrendPoint::getOutcome)
                    .containsExactly("pass", "fail");
            assertThat(run.getAction(ReportAction.class).getHtml()).contains("The newest 2 builds").contains("<svg ")
                    .contains("#2</a></th><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>fail</td>"
                            + "<td>127.0.0.1:5000/team/app:1</td></tr>");
        });
    }

    @Test
    public void stopsThePipelineWhereTooMuchWasFound() throws Throwable {
        sessions.then(j -> {
            finds(image("1", vulnerability("CVE-1", "CRITICAL", "openssl", "3.0.1", "3.0.9")));
            trivyEnds(0);
            var run = j.waitForCompletion(start(j, SCAN));
            j.assertBuildStatus(Result.FAILURE, run);
            j.assertLogContains("[scan]   CRITICAL  CVE-1  openssl  3.0.1 → 3.0.9  hole in openssl", run);
            j.assertLogContains("ERROR: trivyGate: 127.0.0.1:5000/team/app:1 has 1 CRITICAL. Mend them, or decide on "
                    + "them in an ignoreFile; the report: ", run);
            j.assertLogNotContains("RESULT", run);
            j.assertLogNotContains("\tat ", run);
            assertThat(artifact(run, "app-1.trivy.json")).contains("CVE-1");
        });
    }

    @Test
    public void makesTheBuildUnstableAndGoesOn() throws Throwable {
        sessions.then(j -> {
            finds(image("1", vulnerability("CVE-1", "MEDIUM", "openssl", "3.0.1", "3.0.9")));
            trivyEnds(0);
            var run = j.waitForCompletion(start(j, SCAN.replace(")", ", unstableOn: 'MEDIUM', allow: [HIGH: 2])")));
            j.assertBuildStatus(Result.UNSTABLE, run);
            j.assertLogContains("[scan] WARNING: trivyGate: 127.0.0.1:5000/team/app:1 has 1 MEDIUM. ", run);
            j.assertLogContains("RESULT unstable", run);
        });
    }

    @Test
    public void judgesAReportWithoutTrivy() throws Throwable {
        sessions.then(j -> {
            finds(real("debian-buster"));
            var run = j.waitForCompletion(start(j, "trivyGate(report: 'report.json')"));
            j.assertBuildStatus(Result.FAILURE, run);
            j.assertLogContains("[scan] Judging the report report.json; nothing is scanned", run);
            j.assertLogContains("[scan] fail: 1 CRITICAL, 1 LOW; 0 ignored, 1 without a fix", run);
            assertThat(dir.resolve("calls")).doesNotExist();
            finds(real("debian-buster").substring(0, 5_000));
            j.assertLogContains("ERROR: trivyGate: report report.json ends in the middle (line ",
                    j.waitForCompletion(start(j, "trivyGate(report: 'report.json')")));
        });
    }

    @Test
    public void refusesBadInputBeforeTrivyIsCalled() throws Throwable {
        sessions.then(j -> {
            refused(j, "trivyGate(image: 'Team/App:1')", "is no");
            refused(j, "trivyGate(image: 'app:1', severity: 'HIHG')", "severity 'HIHG' is not a severity");
            refused(j, "trivyGate(image: 'app:1', allow: [HIGH: 'x'])", "allow 'HIGH' is not a whole number");
            refused(j, "trivyGate()", "nothing is given to be judged");
            refused(j, "trivyGate(image: 'app:1', ignoreFile: 'none.yaml')", "there is no file 'none.yaml'");
            refused(j, "trivyGate(image: 'app:1', registryCredentialsId: 'none')",
                    "no credential with the id of registryCredentialsId 'none'");
            assertThat(dir.resolve("calls")).doesNotExist();
        });
    }

    @Test
    public void thePasswordOfTheRegistryStandsNowhere() throws Throwable {
        sessions.then(j -> {
            var run = start(j, SCAN);
            awaitStart();
            assertThat(ProcessHandle.allProcesses().map(process -> process.info().commandLine().orElse("")))
                    .noneMatch(line -> line.contains(CANARY));
            assertThat(filesWithTheCanary(sessions.getHome().toPath())).isEmpty();
            assertThat(dir.resolve("login")).hasContent("robot");
            trivyEnds(1);
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
            j.assertLogContains("ERROR: trivyGate: 127.0.0.1:5000/team/app:1 could not be scanned: exit code 1", run);
            j.assertLogNotContains(CANARY, run);
            assertThat(Files.readString(dir.resolve("calls"))).doesNotContain(CANARY);
            assertThat(filesWithTheCanary(sessions.getHome().toPath())).isEmpty();
        });
    }

    @Test
    public void aScanThatDoesNotEndInTimeIsEnded() throws Throwable {
        sessions.then(j -> {
            var run = j.waitForCompletion(start(j, SCAN.replace(")", ", timeout: '1s')")));
            j.assertBuildStatus(Result.FAILURE, run);
            j.assertLogContains("ERROR: trivyGate: 127.0.0.1:5000/team/app:1 could not be scanned within 1 s. ", run);
        });
    }

    @Test
    public void goesOnWithTheScanAfterARestart() throws Throwable {
        sessions.then(j -> {
            start(j, SCAN);
            awaitStart();
        });
        sessions.then(j -> {
            var run = j.jenkins.getItemByFullName("ci", WorkflowJob.class).getBuildByNumber(1);
            trivyEnds(0);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("[scan] pass: nothing; 0 ignored, 0 without a fix", run);
            j.assertLogContains("RESULT pass 0 0", run);
            assertThat(Files.readAllLines(dir.resolve("calls"))).hasSize(1);
        });
    }

    @Test
    public void endsTrivyWhenTheBuildIsInterrupted() throws Throwable {
        sessions.then(j -> {
            var run = start(j, SCAN);
            awaitStart();
            run.getExecution().interrupt(Result.ABORTED);
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
            j.assertLogContains("[scan] Interrupted: 127.0.0.1:5000/team/app:1 was not judged", run);
        });
    }

    private void finds(String report) throws IOException {
        Files.writeString(dir.resolve("report.json"), report);
    }

    private void trivyEnds(int status) throws IOException {
        Files.move(Files.writeString(dir.resolve("go.new"), Integer.toString(status)), dir.resolve("go"));
    }

    private void awaitStart() throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.exists(dir.resolve("started"))) {
            if (System.nanoTime() > patience) {
                throw new AssertionError("trivy was not started within half a minute");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void refused(JenkinsRule j, String call, String said) throws Exception {
        var run = j.waitForCompletion(start(j, call));
        j.assertBuildStatus(Result.FAILURE, run);
        j.assertLogContains("ERROR: trivyGate: ", run);
        j.assertLogContains(said, run);
        j.assertLogNotContains("\tat ", run);
    }

    private WorkflowRun start(JenkinsRule j, String call) throws Exception {
        var job = j.jenkins.getItemByFullName("ci", WorkflowJob.class);
        if (job == null) {
            job = j.createProject(WorkflowJob.class, "ci");
            SystemCredentialsProvider.getInstance().getCredentials().add(new UsernamePasswordCredentialsImpl(
                    CredentialsScope.GLOBAL, "registry", "", "robot", CANARY));
            SystemCredentialsProvider.getInstance().save();
        }
        job.setDefinition(new CpsFlowDefinition("""
                node {
                    withEnv(["PATH=%s:${env.PATH}"]) {
                        sh 'cp %s/report.json .'
                        def r = %s
                        echo "RESULT ${r.verdict} ${r.total} ${r.new} ${r.counts}"
                    }
                }
                """.formatted(dir, dir, call), true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static String artifact(WorkflowRun run, String name) throws IOException {
        return Files.readString(run.getRootDir().toPath().resolve("archive").resolve(name));
    }

    private static List<Path> filesWithTheCanary(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).filter(TrivyGateStepTest::holdsTheCanary).toList();
        }
    }

    private static boolean holdsTheCanary(Path path) {
        try {
            return Files.exists(path)
                    && new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).contains(CANARY);
        } catch (IOException gone) {
            return false;
        }
    }
}
