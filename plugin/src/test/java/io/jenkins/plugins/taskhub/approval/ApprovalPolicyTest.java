package io.jenkins.plugins.taskhub.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.approval.ApprovalPolicy.Outcome;
import io.jenkins.plugins.taskhub.approval.ApprovalPolicy.Verdict;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

public class ApprovalPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");

    private final ApprovalRequest request = new ApprovalRequest(true, "0.1.2", "taskhub/app");

    private ApprovalPolicy policy(String freeze) {
        return new ApprovalPolicy(request, Set.of("Alice"), freeze, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Approval yes(String user, String reason) {
        return new Approval(user, reason, NOW);
    }

    @Test
    public void anothersYesCounts() {
        assertThat(policy(null).judge(yes("rm-2", "x"), List.of())).isEqualTo(new Verdict(Outcome.COUNTS, ""));
    }

    @Test
    public void whoStartedTheBuildCannotApproveItInWhateverCase() {
        request.submitter = "release-managers";
        assertThat(policy(null).judge(yes("alice", "x"), List.of())).isEqualTo(new Verdict(Outcome.REFUSED,
                "alice started this build and cannot approve it. Ask another of release-managers."));
    }

    @Test
    public void whoStartedTheBuildMayApproveItWhereThatIsAllowed() {
        request.allowSelf = true;
        assertThat(policy(null).judge(yes("alice", "x"), List.of()).outcome()).isEqualTo(Outcome.COUNTS);
    }

    @Test
    public void theSamePersonDoesNotCountTwice() {
        request.approvers = 2;
        Verdict verdict = policy(null).judge(yes("RM-2", "x"), List.of(yes("rm-2", "y")));
        assertThat(verdict.outcome()).isEqualTo(Outcome.ASK_AGAIN);
        assertThat(verdict.words()).isEqualTo("RM-2 approved already; 2 different people are needed");
    }

    @Test
    public void asManyAsAskedForAreNeeded() {
        request.approvers = 2;
        assertThat(policy(null).isGranted(List.of(yes("a", null)))).isFalse();
        assertThat(policy(null).isGranted(List.of(yes("a", null), yes("b", null)))).isTrue();
    }

    @Test
    public void aReasonIsNeededUnlessTheJobSaysThatItIsNot() {
        assertThat(policy(null).judge(yes("rm-2", "  "), List.of())).isEqualTo(new Verdict(Outcome.ASK_AGAIN,
                "rm-2 gave no reason; one is needed, so this did not count"));
        assertThat(policy(null).judge(yes("rm-2", "fix"), List.of()).outcome()).isEqualTo(Outcome.COUNTS);
        request.reason = false;
        assertThat(policy(null).judge(yes("rm-2", ""), List.of()).outcome()).isEqualTo(Outcome.COUNTS);
    }

    @Test
    public void outsideOfTheWindowItIsClosedAndAnAnswerComesTooLate() {
        request.window = "Fri 08:00-14:00 UTC";
        String why = "it is outside of the deployment window of prod (Fri 08:00-14:00 UTC). It opens next on"
                + " Fri 2026-11-27 08:00 UTC.";
        assertThat(policy(null).closed()).contains(why);
        assertThat(policy(null).judge(yes("rm-2", "x"), List.of()))
                .isEqualTo(new Verdict(Outcome.REFUSED, "rm-2 approved, but " + why));
        request.window = "Fri 08:00-14:01 UTC";
        assertThat(policy(null).closed()).isEmpty();
    }

    @Test
    public void aFreezeClosesItWithItsReason() {
        assertThat(policy("2026-11-20 audit").closed())
                .contains("prod is frozen: 2026-11-20 audit. Wait for its end, or change the freeze.");
        assertThat(policy("2026-11-21 audit").closed()).isEmpty();
    }

    @Test
    public void aFreezeCountsInTheZoneOfTheWindow() {
        request.window = "Mon-Sun 00:00-24:00 Asia/Tokyo";
        Clock late = Clock.fixed(Instant.parse("2026-11-20T15:30:00Z"), ZoneOffset.UTC);
        assertThat(new ApprovalPolicy(request, Set.of(), "2026-11-21", late).closed()).isPresent();
    }

    @Test
    public void theTimeToAnswerRunsFromTheFirstQuestion() {
        assertThat(policy(null).left(NOW)).isEmpty();
        request.timeout = "1h30m";
        assertThat(policy(null).left(NOW.minusSeconds(60))).contains(Duration.ofMinutes(89));
        assertThat(policy(null).left(NOW.minusSeconds(9_000))).contains(Duration.ZERO);
    }

    @Test
    public void aTagThatWasMovedVoidsTheApproval() {
        assertThat(policy(null).moved("sha256:a", Optional.of("sha256:a"))).isEmpty();
        assertThat(policy(null).moved("sha256:a", Optional.of("sha256:b"))).contains("the approval is void: tag 0.1.2"
                + " was sha256:a when it was asked for and is sha256:b now. Find out who moved it, then start again.");
        assertThat(policy(null).moved("sha256:a", Optional.empty()).orElseThrow()).contains("is gone now");
    }

    @Test
    public void saysWhoIsWaitedFor() {
        request.submitter = "release-managers";
        request.approvers = 3;
        assertThat(policy(null).awaited(List.of()))
                .isEqualTo("3 of release-managers (not the one who started this)");
        request.allowSelf = true;
        assertThat(policy(null).awaited(List.of(yes("a", null), yes("b", null))))
                .isEqualTo("one more of release-managers; approved so far: a, b");
    }

    @Test
    public void anApprovalIsToldOnOneLine() {
        assertThat(yes("rm-2", "fixes\n\tthe login ")).hasToString("rm-2: \"fixes the login\"");
        assertThat(yes("rm-2", null)).hasToString("rm-2");
    }

    @Test
    public void withoutConfirmationNothingIsRun() {
        refused(new ApprovalRequest(false, "", "-x"), "nothing was confirmed: set CONFIRM_PROD (parameter confirm)");
    }

    @Test
    public void whatTextAloneShowsToBeWrongIsRefused() {
        refused(new ApprovalRequest(true, "0.1.2", " "), "image");
        refused(new ApprovalRequest(true, "0.1.2", "-x"), "begins with '-'");
        refused(new ApprovalRequest(true, "0.1.2", "taskhub/app:1"), "states a tag or a digest");
        refused(new ApprovalRequest(true, "-0.1.2", "taskhub/app"), "releaseTag '-0.1.2'");
        refused(new ApprovalRequest(true, "0.1;2", "taskhub/app"), "releaseTag '0.1;2'");
        refused(new ApprovalRequest(true, "0.1 2", "taskhub/app"), "releaseTag '0.1 2'");
        request.approvers = 0;
        refused(request, "approvers is 0: it must be between 1 and 20");
        request.approvers = 2;
        request.parameterOnly = true;
        refused(request, "parameterOnly asks nobody");
        request.approvers = 1;
        request.reason = true;
        refused(request, "parameterOnly asks nobody");
        request.reason = null;
        request.via = "proxy";
        refused(request, "via 'proxy' is not known: it is 'controller' or 'agent'");
        request.via = "agent";
        request.timeout = "soon";
        refused(request, "timeout 'soon'");
        request.timeout = null;
        request.window = "always";
        refused(request, "window: 'always'");
        request.window = null;
        request.check();
    }

    private static void refused(ApprovalRequest request, String why) {
        assertThatThrownBy(request::check).isInstanceOf(StepFailure.class).hasMessageContaining(why);
    }
}
