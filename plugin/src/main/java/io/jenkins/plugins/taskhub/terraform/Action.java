package io.jenkins.plugins.taskhub.terraform;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.List;
import java.util.Map;

/** What a plan does to a resource, by the {@code actions} of its JSON. */
enum Action {
    NO_OP("unchanged"), CREATE("create"), READ("read"), UPDATE("update"), DELETE("destroy"), FORGET("forget"),
    REPLACE("replace"), REPLACE_AND_FORGET("create, forget the old one");

    private static final Map<List<String>, Action> BY_WORDS = Map.of(
            List.of("no-op"), NO_OP,
            List.of("create"), CREATE,
            List.of("read"), READ,
            List.of("update"), UPDATE,
            List.of("delete"), DELETE,
            List.of("forget"), FORGET,
            List.of("delete", "create"), REPLACE,
            List.of("create", "delete"), REPLACE,
            List.of("create", "forget"), REPLACE_AND_FORGET);

    private final String label;

    Action(String label) {
        this.label = label;
    }

    /** @throws StepFailure for actions that nobody has told us of: what is not understood is not applied */
    static Action of(List<String> words, String address) {
        Action action = BY_WORDS.get(words);
        if (action == null) {
            throw new StepFailure("the plan would do " + words + " to " + address + ", which this step does not know: "
                    + "update the plugin, or use an earlier Terraform");
        }
        return action;
    }

    /** The word that people read. */
    String label() {
        return label;
    }

    /** Something that exists is taken away. */
    boolean destroys() {
        return this == DELETE || this == REPLACE;
    }

    /** Something new is made. */
    boolean adds() {
        return this == CREATE || this == REPLACE || this == REPLACE_AND_FORGET;
    }
}
