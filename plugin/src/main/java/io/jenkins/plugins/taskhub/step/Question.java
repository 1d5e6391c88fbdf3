package io.jenkins.plugins.taskhub.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a step asks people by Jenkins' own prompt.
 *
 * @param id of the prompt in its address: letters and digits, the first one a capital, such as {@code ApplyPlan}
 * @param subject what is approved or rejected, within a sentence, such as {@code the plan for dev}
 * @param message what the prompt shows
 * @param ok the text on the button that says yes
 * @param submitter ids of users or groups, divided by commas, of whom one may answer; null for all who may build the job
 * @param fields what is asked beside yes and no
 * @param starterMayAnswer whether the yes of who started the build counts
 * @param timeout how long to wait for a yes that counts, from the first question on, such as {@code 8h}; null for ever
 */
public record Question(String id, String subject, String message, String ok, String submitter, List<Field> fields,
                       boolean starterMayAnswer, String timeout) {

    /** Something that is asked beside yes and no. */
    public sealed interface Field {
        /** The name in the prompt's address and in the answer, such as {@code REASON}. */
        String name();

        /** What people read beside it. */
        String label();
    }

    /**
     * A text.
     *
     * @param needed whether a yes counts only with a text that is not empty
     */
    public record Text(String name, String label, boolean needed) implements Field {}

    /**
     * A box to tick.
     *
     * @param preset whether it is ticked already
     */
    public record Flag(String name, String label, boolean preset) implements Field {}

    public Question {
        fields = List.copyOf(fields);
    }

    /** A question that everybody who may build the job may answer, but who started the build; see the parameters. */
    public static Question of(String id, String subject, String message) {
        return new Question(id, subject, message, "Approve", null, List.of(), false, null);
    }

    /** @return the same question with this text on the button that says yes */
    public Question ok(String text) {
        return new Question(id, subject, message, text, submitter, fields, starterMayAnswer, timeout);
    }

    /** @return the same question to these users or groups; null for all who may build the job */
    public Question to(String submitters) {
        return new Question(id, subject, message, ok, submitters, fields, starterMayAnswer, timeout);
    }

    /** @return the same question with a further field */
    public Question with(Field field) {
        var all = new ArrayList<>(fields);
        all.add(field);
        return new Question(id, subject, message, ok, submitter, all, starterMayAnswer, timeout);
    }

    /** @return the same question, which who started the build may answer or may not */
    public Question starterMayAnswer(boolean may) {
        return new Question(id, subject, message, ok, submitter, fields, may, timeout);
    }

    /** @return the same question with an end, such as {@code 8h}; null for none */
    public Question within(String time) {
        return new Question(id, subject, message, ok, submitter, fields, starterMayAnswer, time);
    }

    /** How long to wait; empty means for ever. */
    Optional<Duration> span() {
        return Optional.ofNullable(timeout).map(text -> Names.duration("timeout", text));
    }

    /** Who is waited for: {@code one of release-managers (not the one who started this)}. */
    String awaited() {
        return "one of " + submitters() + (starterMayAnswer ? "" : " (not the one who started this)");
    }

    /** Who is asked, for people. */
    String submitters() {
        return submitter == null ? "those who may build this job" : submitter;
    }
}
