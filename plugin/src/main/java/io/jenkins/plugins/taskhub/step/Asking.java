package io.jenkins.plugins.taskhub.step;

import io.jenkins.plugins.taskhub.cli.Background;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A {@link Question} while it waits: posted, judged, asked again. No thread waits with the people. Its prompt, its time
 * and an answer that is being judged are saved; after a restart of the controller it is posted again.
 */
final class Asking implements Serializable, Prompt.Listener {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(Asking.class.getName());
    /** After so many answers in a row that did not count, somebody or something answers blindly. */
    static final int MOST_VOID_ANSWERS = 10;

    /** The id of the last prompt. */
    private volatile String promptId;
    /** Whether it waits for an answer; after a restart it only seems so, and must be taken off the build's list. */
    private volatile boolean waiting;
    private volatile long firstAsked;
    private volatile int voidAnswers;
    private volatile Answer answer;
    private transient Question question;
    private transient StepPorts ports;
    private transient CompletableFuture<Answer> end;
    private transient Prompt prompt;
    private transient Future<?> alarm;

    /**
     * Asks, or goes on asking after a restart.
     *
     * @return the first answer that counts; fails with {@link Rejected}, or with another {@link StepFailure} that says
     *     why there is none
     */
    CompletableFuture<Answer> ask(Question asked, StepPorts world) throws IOException, InterruptedException {
        question = asked;
        ports = world;
        end = new CompletableFuture<>();
        forget(ports);
        if (answer == null) {
            post();
        } else {
            judge();
        }
        return end;
    }

    /** Nobody may answer any more. */
    void giveUp() {
        end.completeExceptionally(new CancellationException());
    }

    private void post() throws IOException, InterruptedException {
        boolean first = firstAsked == 0;
        if (first) {
            firstAsked = System.currentTimeMillis();
        }
        var left = question.span().map(span -> firstAsked + span.toMillis() - System.currentTimeMillis());
        if (left.filter(time -> time <= 0).isPresent()) {
            timedOut();
            return;
        }
        ports.log().line("waiting for " + question.awaited());
        var posted = ports.post(question, promptId, this);
        promptId = posted.id();
        synchronized (this) {
            if (answer == null) {
                prompt = posted;
                waiting = true;
                left.ifPresent(time -> alarm = Background.later(this::timedOut, time));
            }
        }
        if (first) {
            ports.log().line("answer at " + ports.promptUrl() + " (prompt " + promptId + ")");
        }
        if (end.isDone()) {
            takeAway();
        }
        ports.save();
    }

    @Override
    public void answered(String user, Map<?, ?> values) {
        synchronized (this) {
            answer = new Answer(question, user, values, Instant.now());
            settled();
        }
        ports.save();
        Background.run(this::judge);
    }

    @Override
    public void rejected(String user) {
        settled();
        end.completeExceptionally(new Rejected(user + " rejected " + question.subject()));
    }

    @Override
    public void failed(Throwable cause) {
        settled();
        end.completeExceptionally(cause);
    }

    private synchronized void settled() {
        prompt = null;
        waiting = false;
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    private void judge() {
        try {
            String missing = answer.missing(question);
            if (!question.starterMayAnswer() && ports.startedBy(answer.by())) {
                throw new StepFailure(answer.by() + " started this build and cannot approve " + question.subject()
                        + ". Ask another of " + question.submitters());
            } else if (missing == null) {
                ports.log().line("approved by " + answer.told(question));
                end.complete(answer);
            } else {
                again(answer.by() + " gave no " + missing + "; it is needed, so this did not count");
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    private void again(String words) throws IOException, InterruptedException {
        ports.log().line(words);
        if (++voidAnswers >= MOST_VOID_ANSWERS) {
            throw new StepFailure(voidAnswers + " answers in a row did not count; the last one: " + words);
        }
        answer = null;
        post();
    }

    private void timedOut() {
        if (answer == null) {
            end.completeExceptionally(new StepFailure("nobody answered within " + question.timeout()
                    + ": was waiting for " + question.awaited() + ". Start the job again when they are there"));
        }
    }

    /** After a restart: nobody will ask again, so what is left of the prompt is taken off the build's list. */
    void forget(StepPorts world) throws IOException, InterruptedException {
        if (waiting && prompt == null) {
            waiting = false;
            world.forgetPrompt(promptId);
        }
    }

    /** Takes the prompt away if it still waits; on a thread that may wait for the Pipeline. */
    void takeAway() {
        Prompt unanswered;
        synchronized (this) {
            unanswered = prompt;
            settled();
        }
        if (unanswered != null) {
            try {
                unanswered.withdraw();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOGGER.log(Level.FINE, "the prompt was gone already", e);
            }
        }
    }

    /** Somebody said no. */
    static final class Rejected extends StepFailure {
        private static final long serialVersionUID = 1L;

        Rejected(String words) {
            super(words);
        }
    }
}
