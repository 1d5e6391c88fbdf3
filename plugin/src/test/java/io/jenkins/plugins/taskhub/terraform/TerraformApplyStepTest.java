package io.jenkins.plugins.taskhub.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.taskhub.report.HtmlRenderer;
import io.jenkins.plugins.taskhub.report.ReportAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

public class TerraformApplyStepTest {
    private static final String APPLY = "terraformApply(dir: 'infra/dev', target: 'dev', confirm: true, vars: [size: 1], "
            + "secretVars: [password: 'db'])";
    private static final String ASK = APPLY.replace("confirm: true", "confirm: true, approve: true");

    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private PlayedTerraform terraform;

    @Before
    public void playTerraform() throws Exception {
        terraform = new PlayedTerraform(tmp.newFolder("bin").toPath());
    }

    @Test
    public void appliesAndTellsAndShowsThePlanOnTheBuild() throws Throwable {
        sessions.then(j -> {
            terraform.end(0);
            var run = start(j, APPLY);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("[terraform] Plan of dev (infra/dev): 5 to add, 0 to change, 0 to destroy", run);
            j.assertLogContains("[terraform]   5 of 5: terraform_data.", run);
            j.assertLogContains("RESULT 5 true 1 false", run);
            assertThat(HtmlRenderer.fragment(ReportAction.of(run))).contains("terraform_data.secret", "(sensitive value)",
                    "Applied dev (infra/dev)").doesNotContain(PlayedTerraform.PASSWORD);
        });
    }

    @Test
    public void leavesNoSecretAnywhere() throws Throwable {
        sessions.then(j -> {
            var run = start(j, APPLY);
            terraform.awaitStart();
            assertThat(commandLines()).noneMatch(line -> line.contains(PlayedTerraform.PASSWORD));
            assertThat(filesWithThePassword(run.getRootDir().toPath())).isEmpty();
            terraform.end(0);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("[terraform]   has its password: ****", run);
            j.assertLogNotContains(PlayedTerraform.PASSWORD, run);
            assertThat(filesWithThePassword(sessions.getHome().toPath())).isEmpty();
        });
    }

    @Test
    public void refusesBadInputBeforeTerraformIsCalled() throws Throwable {
        sessions.then(j -> {
            refused(j, "terraformApply(dir: 'infra/dev', target: 'dev')", "terraformApply: nothing was confirmed: set "
                    + "CONFIRM_APPLY (parameter confirm) to true to apply dev (infra/dev); nothing was run");
            refused(j, "terraformApply(dir: 'infra/qa', target: 'qa', confirm: true)",
                    "terraformApply: target 'qa' is none of monitoring, dev and prod: correct TARGET");
            refused(j, "terraformApply(dir: '../dev', confirm: true)", "terraformApply: dir '../dev' is not a path inside");
            refused(j, "terraformApply(dir: 'infra/qa', confirm: true)",
                    "terraformApply: there is no folder 'infra/qa' in the workspace (beside it are dev): correct dir");
            refused(j, "terraformApply(dir: 'infra/dev', confirm: true, varFiles: ['-x'])",
                    "terraformApply: varFiles '-x' begins with '-'");
            refused(j, "terraformApply(dir: 'infra/dev', confirm: true, binary: 'sh')", "terraformApply: binary 'sh' is none");
            refused(j, "terraformApply(dir: 'infra/dev', confirm: true, targets: ['a b\\n'])", "terraformApply: targets 'a b");
            refused(j, "terraformApply(dir: 'infra/dev', confirm: true, requireCrds: ['Servicemonitor'])",
                    "terraformApply: requireCrds 'Servicemonitor' is not the name of a CRD");
            refused(j, "terraformApply(dir: 'infra/dev', confirm: true, secretVars: [password: 'none'])",
                    "terraformApply: no credential with the id of secretVars password 'none' is visible to ");
            refused(j, "terraformApply(dir: 'infra/dev', confirm: true, vars: [password: 'x'], secretVars: [password: 'db'])",
                    "terraformApply: the variable password is in vars and in secretVars");
            refused(j, "withEnv(['TF_CLI_ARGS=-destroy']) { " + APPLY + " }",
                    "terraformApply: TF_CLI_ARGS is set in the environment");
            assertThat(terraform.calls()).isEmpty();
        });
    }

    @Test
    public void goesOnWithTheApplyAfterARestart() throws Throwable {
        sessions.then(j -> {
            var run = start(j, APPLY);
            terraform.awaitStart();
            j.waitForMessage("has its password", run);
        });
        sessions.then(j -> {
            var run = build(j);
            terraform.end(0);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("[terraform]   5 of 5: terraform_data.", run);
            j.assertLogContains("RESULT 5 true 1 false", run);
            j.assertLogNotContains(PlayedTerraform.PASSWORD, run);
            assertThat(terraform.calls().stream().filter(call -> call.contains(" apply "))).hasSize(1);
            assertThat(filesWithThePassword(sessions.getHome().toPath())).isEmpty();
        });
    }

    @Test
    public void asksAgainAfterARestartAndAppliesWhatWasShown() throws Throwable {
        sessions.then(j -> {
            prompt(start(j, ASK));
        });
        sessions.then(j -> {
            var run = build(j);
            terraform.end(0);
            assertThat(prompt(run).getInput().getMessage()).contains("Apply the plan of dev (infra/dev)? 5 to add");
            prompt(run).proceed(Map.of());
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("RESULT 5 true 1 false", run);
            assertThat(terraform.calls().stream().filter(call -> call.contains(" plan "))).hasSize(1);
        });
    }

    @Test
    public void voidsAnApprovalWhenThePlanWasChangedWhileJenkinsWasDown() throws Throwable {
        sessions.then(j -> {
            prompt(start(j, ASK));
        });
        Path plan = plan();
        Files.writeString(plan, "another plan");
        sessions.then(j -> {
            var run = build(j);
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
            j.assertLogContains("terraformApply: the plan of dev (infra/dev) was changed after it was shown, so it is void: "
                    + "nothing was applied", run);
            assertThat(terraform.calls()).noneMatch(call -> call.contains(" apply "));
            assertThat(plan).doesNotExist();
        });
    }

    @Test
    public void appliesNothingWhereThePlanIsRejected() throws Throwable {
        sessions.then(j -> {
            var run = start(j, ASK);
            prompt(run).doAbort();
            j.waitForCompletion(run);
            assertThat(run.getResult()).isNotEqualTo(Result.SUCCESS);
            assertThat(terraform.calls()).noneMatch(call -> call.contains(" apply "));
            assertThat(filesWithThePassword(sessions.getHome().toPath())).isEmpty();
        });
    }

    @Test
    public void endsTerraformInOrderAndTellsWhatIsLeftWhenTheBuildIsInterrupted() throws Throwable {
        sessions.then(j -> {
            var run = start(j, APPLY);
            terraform.awaitStart();
            run.getExecution().interrupt(Result.ABORTED);
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
            j.assertLogContains("[terraform] Waiting for terraform to end what it is at and to give back the lock of the state "
                    + "(up to 5 min)", run);
            j.assertLogContains("[terraform]   Stopping operation...", run);
            j.assertLogContains("[terraform] Interrupted while applying dev (infra/dev): ", run);
            j.assertLogContains("its lock was given back: run the job again, which plans the rest", run);
            assertThat(filesWithThePassword(sessions.getHome().toPath())).isEmpty();
        });
    }

    @Test
    public void refusesADestructionInOneLine() throws Throwable {
        terraform.shows("destroy");
        sessions.then(j -> {
            refused(j, "terraformApply(dir: 'infra/dev', confirm: true)", "terraformApply: the plan would destroy terraform_data.each[\"a\"], ");
            assertThat(terraform.calls()).noneMatch(call -> call.contains(" apply "));
        });
    }

    private Path plan() throws IOException {
        try (Stream<Path> files = Files.walk(sessions.getHome().toPath())) {
            return files.filter(file -> file.endsWith("plan") && Files.isRegularFile(file)).findFirst().orElseThrow();
        }
    }

    private void refused(JenkinsRule j, String call, String said) throws Exception {
        var run = j.waitForCompletion(start(j, call));
        j.assertBuildStatus(Result.FAILURE, run);
        j.assertLogContains("ERROR: " + said, run);
        j.assertLogNotContains("\tat ", run);
    }

    private WorkflowRun start(JenkinsRule j, String call) throws Exception {
        var job = j.jenkins.getItemByFullName("platform", WorkflowJob.class);
        if (job == null) {
            job = j.createProject(WorkflowJob.class, "platform");
            PlayedTerraform.addPassword();
        }
        job.setDefinition(new CpsFlowDefinition(terraform.pipeline(call), true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun build(JenkinsRule j) {
        return j.jenkins.getItemByFullName("platform", WorkflowJob.class).getBuildByNumber(1);
    }

    private static InputStepExecution prompt(Run<?, ?> run) throws Exception {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < patience && run.isBuilding()) {
            var action = run.getAction(InputAction.class);
            var prompt = action == null ? null : action.getExecution("ApplyPlan");
            if (prompt != null && !prompt.isSettled()) {
                return prompt;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("nobody was asked:\n" + JenkinsRule.getLog(run));
    }

    private static List<String> commandLines() {
        return ProcessHandle.allProcesses().map(process -> process.info().commandLine().orElse("")).toList();
    }

    private static List<Path> filesWithThePassword(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).filter(TerraformApplyStepTest::holdsThePassword).toList();
        }
    }

    private static boolean holdsThePassword(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(PlayedTerraform.PASSWORD);
        } catch (IOException gone) {
            return false;
        }
    }
}
