package io.jenkins.plugins.taskhub.approval;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;

/** How far the gate is: saved with the build, so that it goes on after a restart of the controller. */
final class ApprovalState implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What a restart goes on with. */
    enum Phase {
        /** Asking the registry, reading the freeze. */
        CHECKING,
        /** A prompt waits. */
        ASKING,
        /** An answer is being judged. */
        JUDGING,
        /** Approved; being written down. */
        GRANTED
    }

    volatile Phase phase = Phase.CHECKING;
    final LinkedHashSet<String> starters = new LinkedHashSet<>();
    final ArrayList<Approval> approvals = new ArrayList<>();
    String freezeText;
    String digest;
    /** What the environment runs, in words; null where no build of the job recorded it. */
    String running;
    String promptId;
    /** When it was asked first, in milliseconds since 1970; 0 before. */
    long firstAsked;
    /** The answer that is being judged. */
    Approval answer;
    /** Answers in a row that did not count. */
    int voidAnswers;
    boolean announced;
}
