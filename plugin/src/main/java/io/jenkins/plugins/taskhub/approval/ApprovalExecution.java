package io.jenkins.plugins.taskhub.approval;

import hudson.AbortException;
import io.jenkins.plugins.taskhub.approval.ApprovalPolicy.Verdict;
import io.jenkins.plugins.taskhub.approval.ApprovalState.Phase;
import io.jenkins.plugins.taskhub.report.DeploymentRecord;
import io.jenkins.plugins.taskhub.report.ReportAction;
import io.jenkins.plugins.taskhub.report.VisibleText;
import io.jenkins.plugins.taskhub.step.Prompt;
import io.jenkins.plugins.taskhub.step.Starters;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The gate as it runs: checks, asks by Jenkins' own prompt, judges each answer, asks again while more are needed. No
 * thread and no executor waits with the people. What {@link ApprovalState} holds is saved; after a restart the gate
 * goes on where that says, and posts its prompt again under the same id.
 */
final class ApprovalExecution extends AsyncExecution implements Prompt.Listener {

    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(ApprovalExecution.class.getName());

    private final ApprovalRequest request;
    private final ApprovalState state = new ApprovalState();
    private transient volatile Prompt prompt;
    private transient volatile ScheduledFuture<?> alarm;

    ApprovalExecution(StepContext context, ApprovalRequest request) {
        super(context, ConfirmProdStep.NAME);
        this.request = request;
    }

    @Override
    public boolean start() throws AbortException {
        try {
            request.check();
        } catch (StepFailure e) {
            throw failure(e.getMessage());
        }
        later(this::check);
        return false;
    }

    @Override
    public void onResume() {
        later(switch (state.phase) {
            case CHECKING -> this::check;
            case ASKING -> this::ask;
            case JUDGING -> state.answer == null ? this::ask : this::judge;
            case GRANTED -> this::grant;
        });
    }

    @Override
    public String getStatus() {
        return state.phase == Phase.ASKING ? "waiting for " + policy().awaited(state.approvals)
                : state.phase.name().toLowerCase(Locale.ROOT);
    }

    private void check(ApprovalPorts ports) throws Exception {
        state.starters.addAll(Starters.of(ports.run()));
        if (request.releaseTag.isEmpty()) {
            var tags = ports.registry(request).nearest(request.image(), "", ports.login(request));
            then(tags.exceptionally(unlisted -> List.of()), (here, newest) -> refuseEmptyTag(newest));
            return;
        }
        state.freezeText = ports.freezeText(request);
        policy().closed().ifPresent(why -> {
            throw new StepFailure(why);
        });
        then(ports.registry(request).resolve(request.image(), ports.login(request)), this::checked);
    }

    private static void refuseEmptyTag(List<String> newest) {
        throw new StepFailure("releaseTag is empty: say which tag to deploy (parameter RELEASE_TAG)"
                + (newest.isEmpty() ? "." : "; the newest are " + String.join(", ", newest) + "."));
    }

    private void checked(ApprovalPorts ports, String digest) throws Exception {
        state.digest = digest;
        Instant now = Clock.systemUTC().instant();
        state.running = DeploymentRecord.newest(ports.run(), request.environment)
                .map(found -> found.describe(now, ports.run())).orElse(null);
        ports.log().line(request.releaseTag + " is in the registry as " + digest + "; "
                + ApprovalTexts.running(request, state));
        if (request.parameterOnly) {
            ports.log().line("confirmed by parameter; nobody is asked");
            grant(ports);
        } else {
            ask(ports);
        }
    }

    private void ask(ApprovalPorts ports) throws Exception {
        ApprovalPolicy policy = policy();
        if (state.firstAsked == 0) {
            state.firstAsked = System.currentTimeMillis();
        }
        if (state.phase == Phase.ASKING && prompt == null && state.promptId != null) {
            Prompt.forget(getContext(), state.promptId);
        }
        state.answer = null;
        state.phase = Phase.ASKING;
        var left = policy.left(Instant.ofEpochMilli(state.firstAsked));
        if (left.filter(Duration::isZero).isPresent()) {
            timedOut(ports);
            return;
        }
        ports.log().line("waiting for " + policy.awaited(state.approvals));
        prompt = Prompt.post(getContext(), ApprovalTexts.question(request, state), state.promptId, this);
        state.promptId = prompt.id();
        if (!state.announced) {
            state.announced = true;
            ports.log().line("answer at " + ports.promptUrl() + " (prompt " + state.promptId + ")");
        }
        left.ifPresent(span -> alarm = Timer.get().schedule(
                () -> later(this::timedOut), span.toMillis(), TimeUnit.MILLISECONDS));
        getContext().saveState();
        if (isOver()) {
            cleanUp();
        }
    }

    @Override
    public void answered(String user, Map<?, ?> values) {
        Object reason = values.get(ApprovalTexts.REASON);
        synchronized (this) {
            state.answer = new Approval(user, reason == null ? null : reason.toString(), Instant.now());
            state.phase = Phase.JUDGING;
        }
        cancelAlarm();
        getContext().saveState();
        later(this::judge);
    }

    @Override
    public void rejected(String user) {
        later(ports ->
                refuse(ports, user + " rejected " + request.releaseTag + " for " + request.environment + ".", true));
    }

    @Override
    public void failed(Throwable cause) {
        fail(cause);
    }

    private void judge(ApprovalPorts ports) throws Exception {
        Verdict verdict = policy().judge(state.answer, state.approvals);
        switch (verdict.outcome()) {
            case REFUSED -> refuse(ports, verdict.words(), false);
            case ASK_AGAIN -> {
                ports.log().line(verdict.words());
                if (++state.voidAnswers >= ApprovalPolicy.MOST_VOID_ANSWERS) {
                    refuse(ports, state.voidAnswers + " answers in a row did not count; the last one: "
                            + verdict.words() + ".", false);
                } else {
                    ask(ports);
                }
            }
            case COUNTS -> then(ports.registry(request).digest(request.image(), ports.login(request)), this::count);
        }
    }

    private void count(ApprovalPorts ports, Optional<String> digest) throws Exception {
        Optional<String> moved = policy().moved(state.digest, digest);
        if (moved.isPresent()) {
            refuse(ports, moved.get(), false);
            return;
        }
        state.approvals.add(state.answer);
        ports.log().line("approved by " + state.answer);
        state.answer = null;
        state.voidAnswers = 0;
        if (policy().isGranted(state.approvals)) {
            grant(ports);
        } else {
            ask(ports);
        }
    }

    private void grant(ApprovalPorts ports) throws IOException, InterruptedException {
        state.phase = Phase.GRANTED;
        var record = ApprovalFacts.of(request, state, ports.run().getExternalizableId(), Clock.systemUTC().instant());
        ports.keep(record, ApprovalTexts.report(request, state));
        succeed(new LinkedHashMap<>(record.getFacts()));
    }

    private void timedOut(ApprovalPorts ports) throws Exception {
        synchronized (this) {
            if (state.phase != Phase.ASKING) {
                return;
            }
        }
        refuse(ports, "nobody answered within " + request.timeout + ": was waiting for "
                + policy().awaited(state.approvals) + ". Start the job again when they are there.", false);
    }

    /**
     * The end without approval: a person's no is an interruption with its cause, a rule's no an error; both FAILURE.
     */
    private void refuse(ApprovalPorts ports, String why, boolean byPerson) throws IOException {
        ReportAction.add(ports.run(), ApprovalTexts.refusal(request, state, why));
        fail(byPerson
                ? Prompt.rejection(ConfirmProdStep.NAME + ": " + VisibleText.inLog(why))
                : failure(why));
    }

    private ApprovalPolicy policy() {
        return new ApprovalPolicy(request, state.starters, state.freezeText, Clock.systemDefaultZone());
    }

    @Override
    void cleanUp() {
        cancelAlarm();
        Prompt waiting = prompt;
        if (state.phase != Phase.ASKING || state.promptId == null) {
            return;
        }
        try {
            if (waiting == null) {
                Prompt.forget(getContext(), state.promptId);
            } else {
                waiting.withdraw();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOGGER.log(Level.FINE, "the prompt was gone already", e);
        }
    }

    private void cancelAlarm() {
        ScheduledFuture<?> set = alarm;
        if (set != null) {
            set.cancel(false);
        }
    }
}
