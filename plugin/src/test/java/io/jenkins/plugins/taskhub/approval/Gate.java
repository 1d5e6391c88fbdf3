package io.jenkins.plugins.taskhub.approval;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.taskhub.registry.FakeRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** What the tests of confirmProd share: people, a job with the step, answers. */
final class Gate {

    static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    static final String OTHER = "sha256:" + "fedcba9876543210".repeat(4);
    static final String PROMPT = "ConfirmProd";
    private static final long PATIENCE_MS = 30_000;

    private Gate() {}

    /** alice and bob are developers, rm-1 and rm-2 release managers, root administers. */
    static void people(JenkinsRule r) {
        JenkinsRule.DummySecurityRealm realm = r.createDummySecurityRealm();
        realm.addGroups("rm-1", "release-managers");
        realm.addGroups("rm-2", "release-managers");
        r.jenkins.setSecurityRealm(realm);
        r.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER).everywhere().to("root")
                .grant(Jenkins.READ, Item.READ, Item.BUILD).everywhere().to("alice", "bob", "rm-1", "rm-2"));
    }

    /** A job that runs the step with these parameters beside the mandatory ones, and shows its result. */
    static WorkflowJob job(JenkinsRule r, FakeRegistry registry, String parameters) throws Exception {
        WorkflowJob job = r.createProject(WorkflowJob.class, "deploy-prod");
        job.setDefinition(new CpsFlowDefinition("def a = confirmProd(confirm: true, releaseTag: '0.1.2', image: '"
                + registry.host() + "/taskhub/app'"
                + (parameters.isEmpty() ? "" : ", " + parameters) + ")\n"
                + "echo \"result: ${a.approvedBy.join('+')} ${a.reason} ${a.tag} ${a.digest} ${a.environment}\"\n", true));
        return job;
    }

    static WorkflowRun start(WorkflowJob job, String user) throws Exception {
        return job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause(user))).waitForStart();
    }

    /** The prompt, once it is there. */
    static InputStepExecution prompt(Run<?, ?> run) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MS;
        while (System.currentTimeMillis() < end && run.isBuilding()) {
            InputAction action = run.getAction(InputAction.class);
            InputStepExecution prompt = action == null ? null : action.getExecution(PROMPT);
            if (prompt != null && !prompt.isSettled()) {
                return prompt;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("No prompt appeared:\n" + JenkinsRule.getLog(run));
    }

    /** Answers as the web page does: checked, with the fields and the user's id. */
    static void approve(Run<?, ?> run, String user, String reason) throws Exception {
        InputStepExecution prompt = prompt(run);
        try (ACLContext as = ACL.as(User.getById(user, true))) {
            prompt.preSubmissionCheck();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put(ApprovalTexts.REASON, reason);
            fields.put(prompt.getInput().getSubmitterParameter(), user);
            prompt.proceed(fields);
        }
    }

    static void reject(Run<?, ?> run, String user) throws Exception {
        InputStepExecution prompt = prompt(run);
        try (ACLContext as = ACL.as(User.getById(user, true))) {
            prompt.doAbort();
        }
    }

    /** Nothing of the prompt is left, also not the sign of a build that waits. */
    static void assertNoPrompt(Run<?, ?> run) throws Exception {
        InputAction action = run.getAction(InputAction.class);
        assertThat(action == null || action.getExecutions().isEmpty() && action.getIconFileName() == null).isTrue();
    }
}
