package io.jenkins.plugins.taskhub.embedded.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;

import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.taskhub.embedded.PipelineRule;

public class BundledStepsTest {
    @ClassRule
    public static final PipelineRule R = new PipelineRule();

    @BeforeClass
    public static void addCredentials() throws Exception {
        var known = SystemCredentialsProvider.getInstance().getCredentials();
        known.add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", null, Secret.fromString("s3cr3t-t0ken")));
        known.add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "lines", null,
                Secret.fromString("first-secret-line\nsecond-secret-line")));
        known.add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "letter", null, Secret.fromString("e")));
        known.add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", null, "me", "pa'ss word"));
        known.add(new FileCredentialsImpl(CredentialsScope.GLOBAL, "file", null, "config.txt",
                SecretBytes.fromBytes("inside\n".getBytes())));
    }

    @Test
    public void shReturnsOutputAndStatusAndFailsOtherwise() throws Exception {
        WorkflowRun run = R.run(Result.FAILURE, """
                node {
                    echo "[${sh(script: 'echo out', returnStdout: true).trim()}]"
                    echo "status ${sh(script: 'exit 3', returnStatus: true)}"
                    withEnv(['A=1', 'B=$A-2']) { sh 'echo env $A $B $NODE_NAME $EXECUTOR_NUMBER' }
                    sh 'exit 4'
                }
                """);
        assertThat(R.lines(run)).contains("[out]", "status 3", "ERROR: script returned exit code 4")
                .anyMatch(line -> line.matches("env 1 1-2 built-in \\d"));
    }

    @Test
    public void filesAreWrittenReadFoundAndDeleted() throws Exception {
        WorkflowRun run = R.run(Result.SUCCESS, """
                node {
                    writeFile file: 'a/b.txt', text: 'grüße'
                    echo readFile('a/b.txt') + ' ' + fileExists('a/b.txt') + ' ' + fileExists('c')
                    echo readFile(file: 'a/b.txt', encoding: 'Base64')
                    dir('a') { echo "${pwd().endsWith('/a')} ${fileExists('b.txt')}"; deleteDir() }
                    echo "left ${fileExists('a')} ${isUnix()}"
                    ws('other') { echo pwd() }
                }
                """);
        assertThat(R.lines(run)).contains("grüße true false", "Z3LDvMOfZQ==", "true true", "left false true")
                .anyMatch(line -> line.endsWith("/workspace/other"));
    }

    @Test
    public void readingAFileThatIsMissingNamesIt() throws Exception {
        R.assertLogContains("/nope.txt", R.run(Result.FAILURE, "node { readFile 'nope.txt' }"));
    }

    @Test
    public void errorsAreCaughtWithTheResultThatWasAskedFor() throws Exception {
        WorkflowRun run = R.run(Result.UNSTABLE, """
                catchError(message: 'told', buildResult: 'UNSTABLE', stageResult: 'FAILURE') { error 'one' }
                echo currentBuild.result
                warnError('warned') { error 'two' }
                catchError(buildResult: 'SUCCESS') { throw new IllegalStateException('three') }
                """);
        assertThat(R.lines(run)).containsSubsequence("ERROR: told", "ERROR: one", "UNSTABLE", "ERROR: warned",
                "ERROR: two").anyMatch(line -> line.contains("IllegalStateException: three"));
        R.assertLogContains("BROKEN", R.run(Result.FAILURE,
                "catchError(buildResult: 'BROKEN') { }"));
    }

    @Test
    public void retryTriesAgainUntilItWorksOrTheCountIsOver() throws Exception {
        R.assertLogContains("n=3", R.run(Result.SUCCESS, "int n = 0; retry(3) { if (++n < 3) { error 'no' } }; echo \"n=$n\""));
        R.assertLogContains("ERROR: no", R.run(Result.FAILURE, "retry(2) { error 'no' }"));
        R.assertLogContains("retry takes a count of at least 1", R.run(Result.FAILURE, "retry(0) { }"));
    }

    @Test
    public void timeoutEndsItsBodyAndLeavesAFastOneAlone() throws Exception {
        R.assertLogContains("Timeout has been exceeded", R.run(Result.ABORTED,
                "node { timeout(time: 300, unit: 'MILLISECONDS') { sh 'sleep 60' } }"));
        R.run(Result.SUCCESS, "timeout(1) { echo 'fast' }");
        R.run(Result.SUCCESS, "node { timeout(time: 700, unit: 'MILLISECONDS', activity: true) { "
                + "sh 'for i in 1 2 3 4; do echo $i; sleep 0.3; done' } }");
        R.run(Result.ABORTED, "node { timeout(time: 300, unit: 'MILLISECONDS', activity: true) { sh 'sleep 60' } }");
    }

    @Test
    public void waitUntilAsksAgain() throws Exception {
        R.assertLogContains("asked 3 times", R.run(Result.SUCCESS,
                "int n = 0; waitUntil(initialRecurrencePeriod: 10) { ++n == 3 }; echo \"asked $n times\""));
        R.assertLogContains("must return true or false", R.run(Result.FAILURE, "waitUntil { 'x' }"));
    }

    @Test
    public void secretsAreMaskedWhateverTheirForm() throws Exception {
        WorkflowRun run = R.run(Result.SUCCESS, """
                node {
                    withCredentials([string(credentialsId: 'text', variable: 'T'),
                            string(credentialsId: 'lines', variable: 'L'),
                            string(credentialsId: 'letter', variable: 'ONE'),
                            usernamePassword(credentialsId: 'login', usernameVariable: 'U', passwordVariable: 'P'),
                            usernameColonPassword(credentialsId: 'login', variable: 'UP')]) {
                        sh 'echo "all: $T"; echo "$L"; printf s3cr; sleep 0.3; echo 3t-t0ken; echo "user $U $P"; echo "$UP"'
                        echo "in Groovy: ${T}"
                        echo "length ${P.length()}"
                    }
                }
                """);
        String log = R.getLog(run);
        assertThat(log).doesNotContain("s3cr3t-t0ken").doesNotContain("first-secret-line")
                .doesNotContain("second-secret-line").doesNotContain("pa'ss word")
                .contains("all: ****", "user me ****", "in Groovy: ****", "length 10", "Masking supported pattern matches");
    }

    @Test
    public void secretFilesAreThereForTheBodyOnlyAndForNobodyElse() throws Exception {
        WorkflowRun run = R.run(Result.SUCCESS, """
                node {
                    withCredentials([file(credentialsId: 'file', variable: 'F')]) {
                        env.KEPT = env.F
                        sh 'cat "$F"; stat -c %a "$F" "$(dirname "$F")"; case "$F" in "$WORKSPACE"/*) exit 1;; esac'
                    }
                    sh 'test ! -e "$KEPT" && echo gone'
                }
                """);
        assertThat(R.lines(run)).contains("inside", "400", "700", "gone");
    }

    @Test
    public void aCredentialThatIsMissingOrOfAnotherKindIsNamed() throws Exception {
        R.assertLogContains("Could not find credentials entry with ID 'nope'", R.run(Result.FAILURE,
                "withCredentials([string(credentialsId: 'nope', variable: 'A')]) { }"));
        R.assertLogContains("Credentials 'login' is of type", R.run(Result.FAILURE,
                "withCredentials([string(credentialsId: 'login', variable: 'A')]) { }"));
    }

    @Test
    public void credentialsOfADeclarativeEnvironmentFollowTheirKind() throws Exception {
        WorkflowRun run = R.run(Result.SUCCESS, """
                pipeline {
                    agent any
                    environment { LOGIN = credentials('login'); TEXT = credentials('text'); F = credentials('file')
                        URL = "https://${LOGIN_USR}@host" }
                    stages { stage('S') { steps {
                        sh 'test "$LOGIN" = "$LOGIN_USR:$LOGIN_PSW"; test "$LOGIN_USR" = me; cat "$F"; echo $URL $TEXT'
                    } } }
                }
                """);
        assertThat(R.lines(run)).contains("inside", "https://me@host ****");
    }

    @Test
    public void savedStateHoldsNoSecret() throws Exception {
        WorkflowRun run = R.start("Sleeping", "node { withCredentials([string(credentialsId: 'text', variable: 'T')]) {"
                + " sleep 60 } }");
        try (var files = Files.walk(run.getRootDir().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as("%s", file)
                        .doesNotContain("s3cr3t-t0ken");
            }
        }
        run.doStop();
        R.assertBuildStatus(Result.ABORTED, R.waitForCompletion(run));
    }

    @Test
    public void artifactsAndStashesAreKept() throws Exception {
        WorkflowRun run = R.run(Result.FAILURE, """
                node {
                    writeFile file: 'out/a.txt', text: 'a'
                    writeFile file: 'out/b.log', text: 'b'
                    archiveArtifacts artifacts: 'out/**', excludes: '**/*.log', fingerprint: true
                    stash name: 's', includes: 'out/*.log'
                    deleteDir()
                    unstash 's'
                    echo "${readFile('out/b.log')}${fileExists('out/a.txt')}"
                    archiveArtifacts artifacts: 'none/*', allowEmptyArchive: true
                    archiveArtifacts 'none/*'
                }
                """);
        assertThat(new File(run.getArtifactsDir(), "out/a.txt")).exists();
        assertThat(new File(run.getArtifactsDir(), "out/b.log")).doesNotExist();
        assertThat(R.lines(run)).contains("bfalse", "Stashed 1 file(s)").anyMatch(line -> line.startsWith(
                "ERROR: No artifacts found that match the file pattern \"none/*\""));
    }

    @Test
    public void testReportsAreCountedAndFailuresMakeTheBuildUnstable() throws Exception {
        WorkflowRun run = R.run(Result.UNSTABLE, """
                node {
                    writeFile file: 'r/TEST-a.xml', text: '''<testsuite><testcase classname="A" name="ok"/>
                        <testcase classname="A" name="bad"><failure message="m">x</failure></testcase>
                        <testcase classname="A" name="off"><skipped/></testcase></testsuite>'''
                    def totals = junit 'r/*.xml'
                    echo "${totals.totalCount} ${totals.failCount} ${totals.skipCount} ${totals.passCount}"
                }
                """);
        assertThat(R.lines(run)).contains("3 1 1 1", "  failed: A.bad");
        R.assertLogContains("No test report files were found", R.run(Result.FAILURE, "node { junit 'none/*.xml' }"));
        R.assertLogContains("Failed to read test report file", R.run(Result.FAILURE,
                "node { writeFile file: 'x.xml', text: '<broken'; junit 'x.xml' }"));
    }

    @Test
    public void lockLetsOneInAtATimeAndIsReleasedByAFailure() throws Exception {
        WorkflowRun run = R.run(Result.SUCCESS, """
                def inside = 0
                def most = 0
                def work = { lock('db') { inside++; most = Math.max(most, inside)
                    sleep time: 100, unit: 'MILLISECONDS'; inside-- } }
                parallel a: work, b: work, c: work
                echo "at most $most"
                try { lock('db') { error 'x' } } catch (e) { }
                lock(resource: 'db') { echo 'free again' }
                """);
        assertThat(R.lines(run)).contains("at most 1", "free again").anyMatch(line -> line.contains("is locked by build"));
    }

    @Test
    public void buildRunsAnotherJobAndTakesOverItsFailure() throws Exception {
        WorkflowJob other = R.createProject(WorkflowJob.class, "other-job");
        other.setDefinition(R.job("echo \"got ${params.A} ${params.B}\"; if (params.B) { error 'no' }").getDefinition());
        WorkflowRun run = R.run(Result.FAILURE, """
                def done = build job: 'other-job', parameters: [string(name: 'A', value: 'x'), booleanParam(name: 'B', value: false)]
                echo "${done.result} ${done.number}"
                echo build(job: 'other-job', parameters: [booleanParam(name: 'B', value: true)], propagate: false).result
                build job: 'other-job', parameters: [booleanParam(name: 'B', value: true)]
                """);
        assertThat(R.lines(run)).contains("SUCCESS 1", "FAILURE")
                .anyMatch(line -> line.contains("other-job #3 completed with status FAILURE"));
        assertThat(R.lines(other.getBuildByNumber(1))).contains("got x false");
        R.assertLogContains("No item named othr-job found. Did you mean other-job", R.run(Result.FAILURE,
                "build 'othr-job'"));
    }

    @Test
    public void anUnknownStepOrParameterIsNamedWithTheNearestOnes() throws Exception {
        R.assertLogContains("Did you mean echo", R.run(Result.FAILURE, "ehco 'x'"));
        R.assertLogContains("Did you mean returnStdout", R.run(Result.FAILURE,
                "node { sh script: 'true', returnStdou: true }"));
    }

    @Test
    public void propertiesDefineTheJob() throws Exception {
        WorkflowJob job = R.job("properties([disableConcurrentBuilds(), parameters([string(name: 'P', defaultValue: 'given')])])\n"
                + "echo 'P is ' + params.P");
        R.assertLogContains("P is given", R.build(Result.SUCCESS, job));
        assertThat(job.isConcurrentBuild()).isFalse();
    }

    @Test
    public void aStoppedScriptIsEndedWithAllThatItStarted() throws Exception {
        WorkflowRun run = R.start("marker", "node { sh 'echo marker; sleep 1234.5' }");
        run.doStop();
        R.assertBuildStatus(Result.ABORTED, R.waitForCompletion(run));
        R.assertLogContains("Sending interrupt signal to process", run);
        assertThat(ProcessHandle.allProcesses().map(p -> p.info().commandLine().orElse("")))
                .noneMatch(line -> line.contains("sleep 1234.5"));
    }

    @Test
    public void checkoutBringsABranchOfALocalRepository() throws Exception {
        Path repository = Files.createTempDirectory(R.jenkins.getRootDir().toPath(), "git");
        Files.writeString(repository.resolve("kept.txt"), "of side");
        for (String command : new String[] {"git init -q -b main", "git config user.email a@b", "git config user.name a",
            "git commit -q --allow-empty -m one", "git checkout -q -b side", "git add kept.txt", "git commit -q -m two",
            "git checkout -q main"}) {
            assertThat(new ProcessBuilder(command.split(" ")).directory(repository.toFile()).start().waitFor()).isZero();
        }
        WorkflowRun run = R.run(Result.SUCCESS, "node { def vars = git url: '" + repository + "', branch: 'side'\n"
                + "echo vars.GIT_BRANCH + ' ' + vars.GIT_COMMIT.length() + ' ' + readFile('kept.txt')\n"
                + "git url: '" + repository + "', branch: 'main'\n echo 'kept: ' + fileExists('kept.txt') }");
        assertThat(R.lines(run)).contains("origin/side 40 of side", "kept: false");
        R.assertLogContains("repositories of this machine only", R.run(Result.FAILURE,
                "node { git 'https://example.org/x.git' }"));
    }
}
