package io.jenkins.plugins.taskhub.approval;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules of the gate: when it may open, whose yes counts, how many are needed. It knows nothing of Jenkins. User ids
 * are compared without regard to case, which can only make two people one, never one person two.
 */
final class ApprovalPolicy {

    /** After so many answers in a row that did not count, somebody or something answers blindly. */
    static final int MOST_VOID_ANSWERS = 10;

    /** What became of an answer. */
    enum Outcome {
        /** It counts. */
        COUNTS,
        /** It does not count, and the question stands. */
        ASK_AGAIN,
        /** It ends the matter: not approved. */
        REFUSED
    }

    /** An outcome, with the words for the log where it is no plain yes. */
    record Verdict(Outcome outcome, String words) {}

    private final ApprovalRequest request;
    private final Set<String> starters;
    private final Optional<DeploymentWindow> window;
    private final Optional<Freeze> freeze;
    private final Clock clock;

    /**
     * Takes the rules of one request.
     *
     * @param starters   ids of those who started the build, directly or through the builds that triggered it
     * @param freezeText the content of the freeze; null where there is none
     * @throws StepFailure where window or freeze cannot be read
     */
    ApprovalPolicy(ApprovalRequest request, Set<String> starters, String freezeText, Clock clock) {
        this.request = request;
        this.starters = starters.stream().map(ApprovalPolicy::key).collect(Collectors.toSet());
        this.window = DeploymentWindow.parse(request.window);
        ZoneId zone = window.map(DeploymentWindow::zone).orElse(clock.getZone());
        this.freeze = Optional.ofNullable(freezeText).map(text -> Freeze.parse(text, zone));
        this.clock = clock;
    }

    /** Why nothing may be deployed at this moment; empty when it may. */
    Optional<String> closed() {
        Instant now = clock.instant();
        Optional<String> frozen = freeze.flatMap(ranges -> ranges.at(now));
        if (frozen.isPresent()) {
            return Optional.of(request.environment + " is frozen: " + frozen.get() + ". Wait for its end, or change the"
                    + " freeze.");
        }
        return window.filter(hours -> !hours.isOpen(now))
                .map(hours -> "it is outside of the deployment window of " + request.environment + " (" + hours
                        + "). It opens next on " + hours.nextOpening(now) + ".");
    }

    /** Judges an answer against those that counted before. */
    Verdict judge(Approval answer, List<Approval> earlier) {
        if (!request.allowSelf && starters.contains(key(answer.by()))) {
            return new Verdict(Outcome.REFUSED, answer.by() + " started this build and cannot approve it. Ask another"
                    + " of " + request.submitters() + ".");
        }
        Optional<String> closed = closed();
        if (closed.isPresent()) {
            return new Verdict(Outcome.REFUSED, answer.by() + " approved, but " + closed.get());
        }
        if (earlier.stream().anyMatch(before -> key(before.by()).equals(key(answer.by())))) {
            return new Verdict(Outcome.ASK_AGAIN,
                    answer.by() + " approved already; " + request.approvers + " different people are needed");
        }
        if (request.needsReason() && answer.reason().isEmpty()) {
            return new Verdict(Outcome.ASK_AGAIN,
                    answer.by() + " gave no reason; one is needed, so this did not count");
        }
        return new Verdict(Outcome.COUNTS, "");
    }

    /** Whether these approvals are enough. */
    boolean isGranted(List<Approval> approvals) {
        return approvals.size() >= request.approvers;
    }

    /** What is left of the time to answer, counted from the first question; never negative; empty means for ever. */
    Optional<Duration> left(Instant firstAsked) {
        return request.timeout().map(limit -> limit.minus(Duration.between(firstAsked, clock.instant())))
                .map(left -> left.isNegative() ? Duration.ZERO : left);
    }

    /** What is waited for: {@code one of release-managers (not the one who started this)}. */
    String awaited(List<Approval> approvals) {
        int missing = request.approvers - approvals.size();
        String who = approvals.stream().map(Approval::by).collect(Collectors.joining(", "));
        return (missing == 1 ? "one" : String.valueOf(missing)) + (approvals.isEmpty() ? "" : " more")
                + " of " + request.submitters()
                + (request.allowSelf ? "" : " (not the one who started this)")
                + (approvals.isEmpty() ? "" : "; approved so far: " + who);
    }

    /** Why the approval is void when the tag points elsewhere than when it was asked; empty when it does not. */
    Optional<String> moved(String bound, Optional<String> now) {
        return now.filter(bound::equals).isPresent()
                ? Optional.empty()
                : Optional.of("the approval is void: tag " + request.releaseTag + " was " + bound + " when it was asked"
                        + " for"
                        + now.map(digest -> " and is " + digest + " now").orElse(" and is gone now")
                        + ". Find out who moved it, then start again.");
    }

    private static String key(String user) {
        return user.toLowerCase(Locale.ROOT);
    }
}
