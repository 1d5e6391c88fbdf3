package io.jenkins.plugins.taskhub.sandbox.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who answers the prompts of builds. Asked once for each prompt, on a thread that may wait. */
@FunctionalInterface
public interface Answers {
    /**
     * The answer to a prompt.
     *
     * @return empty when nobody answers: then the build fails with {@link #nobody}
     */
    Optional<Answer> to(Prompt prompt) throws InterruptedException;

    /** Why a prompt has no answer, as a sentence for the user. */
    default String nobody(Prompt prompt) {
        return "Nobody is here to answer \"" + prompt.message() + "\": run it in a terminal, or give --approve ID or"
                + " --answers FILE.";
    }

    /** Whether who answers is put into a group that the prompt names, where the group lacks them. */
    default boolean joinsGroups() {
        return false;
    }

    /** Nobody answers anything. */
    static Answers none() {
        return prompt -> Optional.empty();
    }

    /** One user says yes to everything, and where a prompt has a field for it, why. */
    static Answers approve(String user, String reason) {
        return prompt -> Optional.of(Answer.proceed(user, prompt.asksForAReason()
                ? Map.of(Prompt.REASON, reason) : Map.of()));
    }

    /** As {@link #approve}, as a member of the groups that are asked. */
    static Answers approveAsMember(String user, String reason) {
        return new Answers() {
            @Override
            public Optional<Answer> to(Prompt prompt) throws InterruptedException {
                return approve(user, reason).to(prompt);
            }

            @Override
            public boolean joinsGroups() {
                return true;
            }
        };
    }

    /** These answers, one after the other, whatever is asked. */
    static Answers inOrder(Answer... answers) {
        Deque<Answer> left = new ArrayDeque<>(List.of(answers));
        return prompt -> {
            synchronized (left) {
                return Optional.ofNullable(left.poll());
            }
        };
    }
}
