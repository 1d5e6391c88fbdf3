package io.jenkins.plugins.taskhub.sandbox.run;

import java.util.List;

/**
 * Something that a build asks.
 *
 * @param build the build, such as {@code deploy-prod #3}
 * @param id of the prompt; its first letter is a capital
 * @param message what is asked
 * @param ok the text for going on
 * @param cancel the text for aborting
 * @param submitter users and groups of whom one must answer, or null
 * @param questions the parameters
 */
public record Prompt(String build, String id, String message, String ok, String cancel, String submitter,
                     List<Question> questions) {
    /** The field in which a prompt asks why. */
    static final String REASON = "REASON";

    /**
     * One parameter of a prompt.
     *
     * @param defaultValue as text, or null
     * @param choices the values that are allowed; empty when any is
     */
    public record Question(String name, String description, String defaultValue, List<String> choices, Kind kind) {
        /** How the value is typed. */
        public enum Kind { TEXT, BOOLEAN, CHOICE, SECRET }
    }

    boolean asksForAReason() {
        return questions.stream().anyMatch(asked -> asked.name().equals(REASON) && asked.kind() == Question.Kind.TEXT);
    }
}
