package io.jenkins.plugins.taskhub.embedded.declarative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty;
import org.junit.ClassRule;
import org.junit.Test;

import hudson.model.BooleanParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.taskhub.embedded.PipelineRule;
import io.jenkins.plugins.taskhub.embedded.steps.RecordedTriggers;
import jenkins.model.BuildDiscarderProperty;

public class DeclarativeRunTest {
    @ClassRule
    public static final PipelineRule R = new PipelineRule();

    @Test
    public void runsStagesInTheirOrder() throws Exception {
        WorkflowRun run = R.run(Result.SUCCESS, """
                pipeline {
                    agent any
                    stages {
                        stage('One') { steps { echo 'first'; sh 'echo from-the-shell' } }
                        stage('Two') { steps { script { def x = 'sec'; echo x + 'ond' } } }
                    }
                }
                """);
        assertThat(R.lines(run)).containsSubsequence("first", "+ echo from-the-shell", "from-the-shell", "second");
        R.assertLogContains("[Pipeline] { (One)", run);
        R.assertLogContains("Running on ", run);
    }

    @Test
    public void showsOfAFailureTheLinesOfTheJenkinsfileAlone() throws Exception {
        WorkflowRun run = R.run(Result.FAILURE, """
                pipeline {
                    agent none
                    stages {
                        stage('One') {
                            steps { ehco 'first' }
                        }
                    }
                }
                """);
        R.assertLogContains("'ehco'", run);
        R.assertLogContains(":5)", run);
        R.assertLogNotContains("DeclarativePipeline", run);
    }

    @Test
    public void definesParametersAtTheFirstBuildAndUsesTheirDefaults() throws Exception {
        WorkflowJob job = R.job("""
                pipeline {
                    agent none
                    parameters {
                        string name: 'TAG', defaultValue: '0.1', description: 'd'
                        booleanParam name: 'SURE', defaultValue: true
                        choice name: 'WHERE', choices: ['dev', 'prod']
                    }
                    stages {
                        stage('A') {
                            steps { echo "${params.TAG} ${params.SURE} ${params.SURE.class.simpleName} ${params.WHERE}" }
                        }
                    }
                }
                """);
        R.assertLogContains("0.1 true Boolean dev", R.build(Result.SUCCESS, job));
        assertThat(job.getProperty(ParametersDefinitionProperty.class).getParameterDefinitionNames())
                .containsExactly("TAG", "SURE", "WHERE");
        R.assertLogContains("9 false Boolean dev", R.build(Result.SUCCESS, job, new ParametersAction(
                new StringParameterValue("TAG", "9"), new BooleanParameterValue("SURE", false))));
    }

    @Test
    public void letsVariablesOfTheEnvironmentUseEachOtherInAnyOrder() throws Exception {
        WorkflowRun run = R.run(Result.SUCCESS, """
                pipeline {
                    agent any
                    environment { B = "${A}-b"; A = 'a'; C = "${env.B}-c"; PATH = "/first:${PATH}" }
                    stages {
                        stage('S') {
                            environment { A = "${A}2"; D = "${C}-d" }
                            steps { echo "$A $B $C $D"; script { echo "path ${env.PATH.startsWith('/first:/')}" } }
                        }
                        stage('T') { steps { echo "outer ${env.A} ${env.D}" } }
                    }
                }
                """);
        assertThat(R.lines(run)).contains("a2 a-b a-b-c a-b-c-d", "path true", "outer a null");
    }

    @Test
    public void skipsStagesAfterAFailureAndSaysSo() throws Exception {
        WorkflowRun run = R.run(Result.FAILURE, """
                pipeline {
                    agent none
                    stages {
                        stage('Bad') { steps { error 'broken' } }
                        stage('Next') { steps { echo 'not reached' } }
                        stage('Group') { stages { stage('Inner') { steps { echo 'not reached' } } } }
                    }
                    post { always { echo 'post runs' } }
                }
                """);
        assertThat(R.lines(run)).containsSubsequence("Stage \"Next\" skipped due to earlier failure(s)",
                "Stage \"Group\" skipped due to earlier failure(s)", "Stage \"Inner\" skipped due to earlier failure(s)",
                "post runs", "ERROR: broken");
        R.assertLogNotContains("not reached", run);
    }

    @Test
    public void goesOnAfterAnUnstableStageUnlessToldOtherwise() throws Exception {
        String script = """
                pipeline {
                    agent none
                    OPTIONS
                    stages {
                        stage('Shaky') { steps { unstable 'hm' }; post { unstable { echo 'stage was unstable' } } }
                        stage('Next') { steps { echo 'reached' } }
                    }
                }
                """;
        WorkflowRun goesOn = R.run(Result.UNSTABLE, script.replace("OPTIONS", ""));
        assertThat(R.lines(goesOn)).contains("WARNING: hm", "stage was unstable", "reached");
        WorkflowRun stops = R.run(Result.UNSTABLE,
                script.replace("OPTIONS", "options { skipStagesAfterUnstable() }"));
        assertThat(R.lines(stops))
                .contains("Stage \"Next\" skipped due to earlier stage(s) marking the build as unstable")
                .doesNotContain("reached");
    }

    @Test
    public void runsEveryPostConditionThatHoldsInJenkinsOrder() throws Exception {
        String script = """
                pipeline {
                    agent none
                    stages { stage('S') { steps { script { switch (params.HOW) {
                        case 'fail': error 'x'; break
                        case 'unstable': unstable 'x'; break
                        case 'abort': currentBuild.result = 'ABORTED'; break
                    } } } } }
                    post {
                        cleanup { echo 'cleanup' }; success { echo 'success' }; failure { echo 'failure' }
                        unstable { echo 'unstable' }; aborted { echo 'aborted' }; changed { echo 'changed' }
                        fixed { echo 'fixed' }; regression { echo 'regression' }
                        unsuccessful { echo 'unsuccessful' }; always { echo 'always' }
                    }
                }
                """;
        WorkflowJob job = R.job(script);
        assertThat(conditions(job, Result.SUCCESS, "ok")).containsExactly("always", "changed", "success", "cleanup");
        assertThat(conditions(job, Result.SUCCESS, "ok")).containsExactly("always", "success", "cleanup");
        assertThat(conditions(job, Result.FAILURE, "fail"))
                .containsExactly("always", "changed", "regression", "failure", "unsuccessful", "cleanup");
        assertThat(conditions(job, Result.SUCCESS, "ok"))
                .containsExactly("always", "changed", "fixed", "success", "cleanup");
        assertThat(conditions(job, Result.UNSTABLE, "unstable"))
                .containsExactly("always", "changed", "regression", "unstable", "unsuccessful", "cleanup");
        assertThat(conditions(job, Result.ABORTED, "abort"))
                .containsExactly("always", "changed", "regression", "aborted", "unsuccessful", "cleanup");
    }

    private static List<String> conditions(WorkflowJob job, Result expected, String how) throws Exception {
        WorkflowRun run = R.build(expected, job, new ParametersAction(new StringParameterValue("HOW", how)));
        return R.lines(run).stream().filter(DeclarativeRunTest::isCondition).toList();
    }

    private static boolean isCondition(String line) {
        return StepsSection.CONDITIONS.contains(line);
    }

    @Test
    public void runsPostOfTheStageBeforeTheNextStageAndGoesOnAfterAFailureInPost() throws Exception {
        WorkflowRun run = R.run(Result.FAILURE, """
                pipeline {
                    agent none
                    stages {
                        stage('One') {
                            steps { echo 'one' }
                            post { always { error 'post broke' }; success { echo 'never' }; cleanup { echo 'still' } }
                        }
                        stage('Two') { steps { echo 'two' } }
                    }
                    post { failure { echo 'told' } }
                }
                """);
        assertThat(R.lines(run)).containsSubsequence("one", "Post stage",
                "Error when executing always post condition:", "still",
                "Stage \"Two\" skipped due to earlier failure(s)", "told", "ERROR: post broke")
                .doesNotContain("never");
    }

    @Test
    public void looksAtWhenConditions() throws Exception {
        WorkflowRun run = R.run(Result.SUCCESS, """
                pipeline {
                    agent none
                    environment { BRANCH_NAME = 'release/1.2'; WHERE = 'dev' }
                    stages {
                        stage('A') { when { branch 'release/*' }; steps { echo 'yes-a' } }
                        stage('B') { when { branch 'main' }; steps { echo 'no-b' } }
                        stage('C') { when { expression { WHERE == 'dev' } }; steps { echo 'yes-c' } }
                        stage('D') { when { not { environment name: 'WHERE', value: 'dev' } }; steps { echo 'no-d' } }
                        stage('E') {
                            when { anyOf { equals expected: 2, actual: 1; environment name: 'WHERE', value: 'dev' } }
                            steps { echo 'yes-e' }
                        }
                        stage('F') {
                            when { allOf { equals expected: 2, actual: 2; branch pattern: 'rel.*', comparator: 'REGEXP' } }
                            steps { echo 'yes-f' }
                        }
                        stage('G') { when { triggeredBy 'TimerTriggerCause' }; steps { echo 'no-g' } }
                        stage('H') {
                            agent { label 'nobody-has-this' }
                            when { beforeAgent true; expression { false } }
                            steps { echo 'no-h' }
                        }
                        stage('I') {
                            environment { OWN = 'x' }
                            when { environment name: 'OWN', value: 'x' }
                            steps { echo 'yes-i' }
                        }
                    }
                }
                """);
        assertThat(R.lines(run).stream().filter(line -> line.matches("(yes|no)-.")).toList())
                .containsExactly("yes-a", "yes-c", "yes-e", "yes-f", "yes-i");
        R.assertLogContains("Stage \"B\" skipped due to when conditional", run);
    }

    @Test
    public void runsParallelStagesAndStopsTheOthersOnRequest() throws Exception {
        WorkflowRun run = R.run(Result.FAILURE, """
                pipeline {
                    agent none
                    stages {
                        stage('Both') {
                            failFast true
                            parallel {
                                stage('Slow') { steps { sleep 60 }; post { aborted { echo 'slow was stopped' } } }
                                stage('Bad') { stages { stage('Inner') { steps { error 'bad' } } } }
                            }
                        }
                        stage('After') { steps { echo 'not reached' } }
                    }
                }
                """);
        assertThat(R.lines(run)).contains("slow was stopped", "Stage \"After\" skipped due to earlier failure(s)");
        assertThat(run.getDuration()).isLessThan(30_000);
    }

    @Test
    public void keepsWhatOptionsSayOfTheJob() throws Exception {
        WorkflowJob job = R.job("""
                pipeline {
                    agent none
                    options {
                        disableConcurrentBuilds(abortPrevious: true); buildDiscarder(logRotator(numToKeepStr: '2'))
                        timestamps(); timeout(time: 1, unit: 'MINUTES'); retry(1); lock('a')
                    }
                    triggers { cron('H 4 * * *') }
                    stages { stage('S') { steps { echo 'stamped' } } }
                }
                """);
        WorkflowRun run = R.build(Result.SUCCESS, job);
        assertThat(job.getProperty(DisableConcurrentBuildsJobProperty.class).isAbortPrevious()).isTrue();
        assertThat(job.getProperty(BuildDiscarderProperty.class)).isNotNull();
        assertThat(job.getProperty(RecordedTriggers.class).getTriggers()).singleElement().asString()
                .contains("H 4 * * *");
        assertThat(R.lines(run)).anyMatch(line -> line.matches("\\[20.*Z] stamped"));
    }

    @Test
    public void triesAStageAgain() throws Exception {
        WorkflowRun run = R.run(Result.SUCCESS, """
                int n = 0
                pipeline {
                    agent none
                    stages {
                        stage('S') { options { retry(3) }; steps { script { if (++n < 3) { error "no $n" } } } }
                    }
                }
                """);
        assertThat(R.lines(run)).containsSubsequence("ERROR: no 1", "Retrying", "ERROR: no 2", "Retrying");
    }

    @Test
    public void endsAPipelineThatTakesTooLongAndRunsPost() throws Exception {
        WorkflowRun run = R.run(Result.ABORTED, """
                pipeline {
                    agent none
                    options { timeout(time: 200, unit: 'MILLISECONDS') }
                    stages { stage('S') { steps { sleep 60 } } }
                    post { aborted { echo 'cleaned up' } }
                }
                """);
        assertThat(R.lines(run)).containsSubsequence("Cancelling nested steps due to timeout", "cleaned up",
                "Timeout has been exceeded");
    }

    @Test
    public void saysThatAStepNeedsAnAgent() throws Exception {
        WorkflowRun run = R.run(Result.FAILURE,
                "pipeline { agent none; stages { stage('S') { steps { sh 'true' } } } }");
        R.assertLogContains("Attempted to execute a step that requires a node context while 'agent none' was specified",
                run);
    }

    @Test
    public void failsBeforeAnythingRunsWhenThePipelineIsWrong() throws Exception {
        WorkflowRun run = R.run(Result.FAILURE, "pipeline {\n agent any\n stages { stage('S') { matrix { } } }\n}");
        R.assertLogContains("line 3: 'matrix' is not part of Embedded Jenkins", run);
        R.assertLogNotContains("(S)", run);
    }

    @Test
    public void replacesTheParametersOfAnEarlierScript() throws Exception {
        WorkflowJob job = R.job("pipeline { agent none; parameters { string name: 'OLD', defaultValue: 'o' }\n"
                + "stages { stage('S') { steps { echo 'x' } } } }");
        R.build(Result.SUCCESS, job);
        job.setDefinition(new CpsFlowDefinition("pipeline { agent none; stages { stage('S') { steps { echo 'x' } } } }",
                true));
        R.build(Result.SUCCESS, job);
        assertThat(job.getProperty(ParametersDefinitionProperty.class)).isNull();
    }
}
