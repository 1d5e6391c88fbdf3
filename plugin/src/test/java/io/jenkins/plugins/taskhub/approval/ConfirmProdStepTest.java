package io.jenkins.plugins.taskhub.approval;

import static io.jenkins.plugins.taskhub.approval.Gate.DIGEST;
import static io.jenkins.plugins.taskhub.approval.Gate.approve;
import static io.jenkins.plugins.taskhub.approval.Gate.job;
import static io.jenkins.plugins.taskhub.approval.Gate.prompt;
import static io.jenkins.plugins.taskhub.approval.Gate.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Failure;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.taskhub.registry.FakeRegistry;
import io.jenkins.plugins.taskhub.report.ApprovalRecord;
import io.jenkins.plugins.taskhub.report.BuildRecords;
import io.jenkins.plugins.taskhub.report.DeploymentRecord;
import io.jenkins.plugins.taskhub.report.HtmlRenderer;
import io.jenkins.plugins.taskhub.report.ReportAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

public class ConfirmProdStepTest {

    private static final String MANIFEST = "/v2/taskhub/app/manifests/0.1.2";

    @Rule
    public JenkinsRule r = new JenkinsRule();

    private final FakeRegistry registry = new FakeRegistry().hasTag("0.1.2", DIGEST).listsTags("0.1.1", "0.1.2");

    @Before
    public void people() {
        Gate.people(r);
    }

    @After
    public void stop() {
        registry.close();
    }

    private WorkflowRun refused(WorkflowRun run, String reason) throws Exception {
        r.assertBuildStatus(Result.FAILURE, r.waitForCompletion(run));
        r.assertLogContains(reason, run);
        assertThat(JenkinsRule.getLog(run)).doesNotContain("\tat ").doesNotContain("result:");
        Gate.assertNoPrompt(run);
        return run;
    }

    @Test
    public void anothersYesLetsTheReleasePassAndIsKept() throws Exception {
        WorkflowJob job = job(r, registry, "submitter: 'release-managers', changes: [tag: '0.1.1 → 0.1.2']");
        WorkflowRun run = start(job, "alice");
        assertThat(prompt(run).getInput().getMessage()).isEqualTo("Deploy " + registry.host()
                + "/taskhub/app:0.1.2 to prod?\nDigest: " + DIGEST
                + "\nno build here has deployed to prod yet\nChanges:\n  tag: 0.1.1 → 0.1.2");
        approve(run, "rm-2", "fixes the login");
        r.assertBuildStatusSuccess(r.waitForCompletion(run));
        r.assertLogContains("[confirm] 0.1.2 is in the registry as " + DIGEST + "; no build here has deployed to prod yet", run);
        r.assertLogContains("[confirm] waiting for one of release-managers (not the one who started this)", run);
        r.assertLogContains("/input/ (prompt ConfirmProd)", run);
        r.assertLogContains("[confirm] approved by rm-2: \"fixes the login\"", run);
        r.assertLogContains("result: rm-2 fixes the login 0.1.2 " + DIGEST + " prod", run);
        Gate.assertNoPrompt(run);

        Map<String, Object> facts = BuildRecords.of(run, ApprovalRecord.class).get(0).getFacts();
        assertThat(facts).containsEntry("approvedBy", List.of("rm-2")).containsEntry("startedBy", List.of("alice"))
                .containsEntry("pinned", registry.host() + "/taskhub/app@" + DIGEST);
        JsonNode json = new ObjectMapper().readTree(Files.readString(
                run.getArtifactsDir().toPath().resolve("approval.json"), StandardCharsets.UTF_8));
        assertThat(new ObjectMapper().convertValue(json, Map.class)).isEqualTo(facts);
        assertThat(HtmlRenderer.fragment(ReportAction.of(run))).contains("0.1.2 approved for prod")
                .contains("fixes the login").contains("tag: 0.1.1 → 0.1.2");
    }

    @Test
    public void everyKeyOfTheResultIsOnThePage() throws Exception {
        WorkflowRun run = start(job(r, registry, "parameterOnly: true"), "alice");
        r.assertBuildStatusSuccess(r.waitForCompletion(run));
        String page = Files.readString(Path.of(System.getProperty("basedir", ""), "../docs/steps/confirmProd.md"));
        assertThat(BuildRecords.of(run, ApprovalRecord.class).get(0).getFacts().keySet())
                .allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }

    @Test
    public void whatRunsThereComesFromTheRecordsOfEarlierBuilds() throws Exception {
        WorkflowJob job = job(r, registry, "");
        WorkflowRun first = start(job, "alice");
        approve(first, "bob", "ok");
        r.waitForCompletion(first);
        Instant then = Instant.now().minus(75, ChronoUnit.HOURS);
        new DeploymentRecord("app", "prod", "prod", "0.1.0", "0.1.1", 8, then, "bob").keepWith(first);
        WorkflowRun run = start(job, "alice");
        approve(run, "bob", "ok");
        r.assertBuildStatusSuccess(r.waitForCompletion(run));
        r.assertLogContains("; prod runs 0.1.1 since 3 days (build 1)", run);
    }

    @Test
    public void whatARollbackJobBroughtBackIsWhatRuns() throws Exception {
        WorkflowJob job = job(r, registry, "parameterOnly: true");
        WorkflowRun deployed = r.buildAndAssertSuccess(job);
        WorkflowJob rollback = r.createProject(WorkflowJob.class, "rollback");
        rollback.setDefinition(new CpsFlowDefinition("echo 'back'", true));
        WorkflowRun back = r.buildAndAssertSuccess(rollback);
        Instant then = Instant.now();
        new DeploymentRecord("app", "prod", "prod", "0.1.0", "0.1.1", 8, then.minus(3, ChronoUnit.DAYS), "bob")
                .keepWith(deployed);
        new DeploymentRecord("app", "prod", "prod", "0.1.1", "0.1.0", 9, then.minus(2, ChronoUnit.HOURS), "bob")
                .keepWith(back);
        r.assertLogContains("; prod runs app 0.1.0 since 2 hours (rollback, build 1)", r.buildAndAssertSuccess(job));
    }

    @Test
    public void withoutConfirmationNothingIsRun() throws Exception {
        WorkflowJob job = r.createProject(WorkflowJob.class, "no");
        job.setDefinition(new CpsFlowDefinition("confirmProd confirm: false, releaseTag: '0.1.2', image: '"
                + registry.host() + "/taskhub/app'", true));
        refused(start(job, "alice"), "ERROR: confirmProd: nothing was confirmed: set CONFIRM_PROD (parameter confirm)");
        assertThat(registry.asked()).isEmpty();
    }

    @Test
    public void anEmptyTagIsRefusedWithTheNewestOnes() throws Exception {
        WorkflowJob job = r.createProject(WorkflowJob.class, "no");
        job.setDefinition(new CpsFlowDefinition("confirmProd confirm: true, releaseTag: '', image: '"
                + registry.host() + "/taskhub/app'", true));
        refused(start(job, "alice"), "ERROR: confirmProd: releaseTag is empty: say which tag to deploy (parameter"
                + " RELEASE_TAG); the newest are 0.1.2, 0.1.1.");
    }

    @Test
    public void anUnknownTagIsRefusedWithTheNearestOnes() throws Exception {
        registry.on(MANIFEST, FakeRegistry.status(404));
        registry.listsTags("0.1.1", "latest");
        refused(start(job(r, registry, ""), "alice"), "/taskhub/app has no tag 0.1.2 in the registry. Nearest: 0.1.1,");
    }

    @Test
    public void aRegistryThatRefusesIsToldInWordsAndThePasswordNowhere() throws Exception {
        String canary = "canary-pass-91c2";
        SystemCredentialsProvider.getInstance().getCredentials().add(
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "reg", "", "ci", canary));
        registry.on(MANIFEST, FakeRegistry.status(401, "WWW-Authenticate", "Basic realm=\"" + canary + "\""));
        WorkflowRun run = refused(start(job(r, registry, "registryCredentialsId: 'reg'"), "alice"),
                "does not let the given user read taskhub/app (401)");
        assertThat(registry.asked()).anyMatch(asked -> asked.authorization().startsWith("Basic "));
        assertThat(JenkinsRule.getLog(run)).doesNotContain(canary);
        try (var files = Files.walk(run.getRootDir().toPath())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as(file.toString())
                        .doesNotContain(canary);
            }
        }
    }

    @Test
    public void aCredentialThatIsNotThereIsToldByItsId() throws Exception {
        refused(start(job(r, registry, "registryCredentialsId: 'nope'"), "alice"), "registryCredentialsId 'nope'");
        assertThat(registry.asked()).isEmpty();
    }

    @Test
    public void whoStartedTheBuildCannotApproveIt() throws Exception {
        WorkflowRun run = start(job(r, registry, ""), "alice");
        approve(run, "alice", "mine");
        refused(run, "ERROR: confirmProd: alice started this build and cannot approve it.");
        assertThat(HtmlRenderer.fragment(ReportAction.of(run))).contains("not approved for prod");
    }

    @Test
    public void anAdministratorCannotApproveTheirOwnBuildEither() throws Exception {
        WorkflowRun run = start(job(r, registry, "submitter: 'release-managers'"), "root");
        approve(run, "root", "mine");
        refused(run, "root started this build and cannot approve it. Ask another of release-managers.");
    }

    @Test
    public void anAdministratorMayApproveWhatOthersStarted() throws Exception {
        WorkflowRun run = start(job(r, registry, "submitter: 'release-managers'"), "alice");
        approve(run, "root", "ok");
        r.assertBuildStatusSuccess(r.waitForCompletion(run));
    }

    @Test
    public void whoStartedTheBuildAboveCannotApproveTheOneBelow() throws Exception {
        WorkflowJob above = r.createProject(WorkflowJob.class, "above");
        above.setDefinition(new CpsFlowDefinition("echo 'x'", true));
        WorkflowRun first = start(above, "alice");
        r.assertBuildStatusSuccess(r.waitForCompletion(first));
        WorkflowRun run = job(r, registry, "")
                .scheduleBuild2(0, new CauseAction(new Cause.UpstreamCause(first))).waitForStart();
        approve(run, "alice", "ok");
        refused(run, "alice started this build and cannot approve it.");
    }

    @Test
    public void whoStartedTheBuildMayApproveItWhereThatIsAllowed() throws Exception {
        WorkflowRun run = start(job(r, registry, "allowSelf: true"), "alice");
        approve(run, "alice", "ok");
        r.assertBuildStatusSuccess(r.waitForCompletion(run));
    }

    @Test
    public void onlyTheSubmittersMayAnswer() throws Exception {
        WorkflowRun run = start(job(r, registry, "submitter: 'release-managers'"), "alice");
        assertThatThrownBy(() -> approve(run, "bob", "ok")).isInstanceOf(Failure.class)
                .hasMessageContaining("release-managers");
        approve(run, "rm-1", "ok");
        r.assertBuildStatusSuccess(r.waitForCompletion(run));
    }

    @Test
    public void anAnswerWithoutTheFieldsCountsForWhoGaveItWhereNoReasonIsNeeded() throws Exception {
        WorkflowRun run = start(job(r, registry, "reason: false"), "alice");
        try (ACLContext as = ACL.as(User.getById("bob", true))) {
            prompt(run).doProceedEmpty();
        }
        r.assertBuildStatusSuccess(r.waitForCompletion(run));
        r.assertLogContains("[confirm] approved by bob", run);
    }

    @Test
    public void severalApproversMustBeDifferentPeople() throws Exception {
        WorkflowRun run = start(job(r, registry, "approvers: 2, submitter: 'release-managers'"), "alice");
        r.waitForMessage("waiting for 2 of release-managers", run);
        approve(run, "rm-1", "ok");
        r.waitForMessage("waiting for one more of release-managers (not the one who started this);"
                + " approved so far: rm-1", run);
        assertThat(prompt(run).getInput().getMessage()).contains("1 of 2 approved\n  rm-1: \"ok\"");
        approve(run, "rm-1", "again");
        r.waitForMessage("rm-1 approved already; 2 different people are needed", run);
        approve(run, "rm-2", "ok");
        r.assertBuildStatusSuccess(r.waitForCompletion(run));
        r.assertLogContains("result: rm-1+rm-2 ok 0.1.2", run);
        assertThat(JenkinsRule.getLog(run).split("answer at", -1)).as("told once").hasSize(2);
    }

    @Test
    public void anApprovalWithoutAReasonDoesNotCount() throws Exception {
        WorkflowRun run = start(job(r, registry, ""), "alice");
        approve(run, "bob", " ");
        r.waitForMessage("bob gave no reason; one is needed, so this did not count", run);
        approve(run, "bob", "the login");
        r.assertBuildStatusSuccess(r.waitForCompletion(run));
        r.assertLogContains("result: bob the login", run);
    }

    @Test
    public void blindAnswersAreGivenUp() throws Exception {
        WorkflowRun run = start(job(r, registry, ""), "alice");
        for (int i = 0; i < ApprovalPolicy.MOST_VOID_ANSWERS; i++) {
            approve(run, "bob", "");
        }
        refused(run, "10 answers in a row did not count; the last one: bob gave no reason");
    }

    @Test
    public void aRejectionFailsTheBuildWithItsCause() throws Exception {
        WorkflowRun run = start(job(r, registry, "submitter: 'release-managers'"), "alice");
        Gate.reject(run, "rm-1");
        refused(run, "confirmProd: rm-1 rejected 0.1.2 for prod.");
    }

    @Test
    public void nobodyInTimeFailsTheBuild() throws Exception {
        WorkflowRun run = start(job(r, registry, "timeout: '2s', submitter: 'release-managers'"), "alice");
        refused(run, "ERROR: confirmProd: nobody answered within 2s: was waiting for one of release-managers");
    }

    @Test
    public void aTagThatIsMovedMeanwhileVoidsTheApproval() throws Exception {
        WorkflowRun run = start(job(r, registry, ""), "alice");
        prompt(run);
        registry.hasTag("0.1.2", Gate.OTHER);
        approve(run, "bob", "ok");
        refused(run, "ERROR: confirmProd: the approval is void: tag 0.1.2 was " + DIGEST);
        r.assertLogContains("and is " + Gate.OTHER + " now", run);
        assertThat(BuildRecords.of(run, ApprovalRecord.class)).isEmpty();
    }

    @Test
    public void outsideOfTheWindowNobodyIsAsked() throws Exception {
        String day = Instant.now().atZone(ZoneOffset.UTC).plusDays(3).getDayOfWeek().name().substring(0, 3);
        refused(start(job(r, registry, "window: '" + day + " 08:00-09:00 UTC'"), "alice"),
                "it is outside of the deployment window of prod (" + day + " 08:00-09:00 UTC). It opens next on ");
        assertThat(registry.asked()).isEmpty();
    }

    @Test
    public void aFreezeInAFileIsRefusedWithItsReason() throws Exception {
        WorkflowJob job = r.createProject(WorkflowJob.class, "frozen");
        job.setDefinition(new CpsFlowDefinition("node {\n"
                + "  writeFile file: 'infra/freeze.txt', text: '2020-01-01 .. 2999-12-31 the audit\\n'\n"
                + "  confirmProd confirm: true, releaseTag: '0.1.2', image: '" + registry.host()
                + "/taskhub/app', freeze: 'infra/freeze.txt'\n}", true));
        refused(start(job, "alice"), "prod is frozen: 2020-01-01 .. 2999-12-31 the audit.");
    }

    @Test
    public void aFreezeFileWithoutANodeIsToldHow() throws Exception {
        refused(start(job(r, registry, "freeze: 'infra/freeze.txt'"), "alice"),
                "freeze: a file needs a surrounding node");
    }

    @Test
    public void aFreezeFileThatIsNotThereFailsTheBuild() throws Exception {
        WorkflowJob job = r.createProject(WorkflowJob.class, "missing");
        job.setDefinition(new CpsFlowDefinition("node { confirmProd confirm: true, releaseTag: '0.1.2', image: '"
                + registry.host() + "/taskhub/app', freeze: 'freeze.txt' }", true));
        refused(start(job, "alice"), "freeze 'freeze.txt' is not in the workspace");
    }

    @Test
    public void theAgentAsksTheRegistryOnRequest() throws Exception {
        WorkflowJob job = r.createProject(WorkflowJob.class, "via");
        String step = "confirmProd confirm: true, releaseTag: '0.1.2', via: 'agent', parameterOnly: true, image: '"
                + registry.host() + "/taskhub/app'";
        job.setDefinition(new CpsFlowDefinition("node { " + step + " }", true));
        r.assertBuildStatusSuccess(r.waitForCompletion(start(job, "alice")));
        job.setDefinition(new CpsFlowDefinition(step, true));
        refused(start(job, "alice"), "via: 'agent' needs a surrounding node");
    }

    @Test
    public void byParameterOnlyNobodyIsAsked() throws Exception {
        WorkflowRun run = start(job(r, registry, "parameterOnly: true"), "alice");
        r.assertBuildStatusSuccess(r.waitForCompletion(run));
        r.assertLogContains("[confirm] confirmed by parameter; nobody is asked", run);
        assertThat(run.getAction(InputAction.class)).isNull();
        assertThat(BuildRecords.of(run, ApprovalRecord.class).get(0).getFacts()).containsEntry("approvedBy", List.of())
                .containsEntry("parameterOnly", true);
    }

    @Test
    public void anInterruptionTakesThePromptAway() throws Exception {
        WorkflowRun run = start(job(r, registry, ""), "alice");
        prompt(run);
        run.doStop();
        r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(run));
        Gate.assertNoPrompt(run);
    }
}
