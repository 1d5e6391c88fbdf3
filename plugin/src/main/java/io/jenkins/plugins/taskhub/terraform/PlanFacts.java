package io.jenkins.plugins.taskhub.terraform;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** What is kept of a plan between the phases: numbers, and the addresses of what would be destroyed. */
final class PlanFacts implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int NAMED = 10;

    final String sha256;
    final int add;
    final int change;
    final int destroy;
    final int forget;
    final int moved;
    final int outputs;
    final int drift;
    final boolean applyable;
    final boolean partial;
    final ArrayList<String> destroyed;

    /** @param changesByExit what the exit status of plan says */
    PlanFacts(Plan plan, String sha256, boolean changesByExit) {
        this.sha256 = sha256;
        add = plan.count(Action::adds);
        change = plan.count(action -> action == Action.UPDATE);
        destroy = plan.count(Action::destroys);
        forget = plan.count(action -> action == Action.FORGET || action == Action.REPLACE_AND_FORGET);
        moved = (int) plan.changes().stream().filter(each -> each.previousAddress() != null).count();
        outputs = plan.outputs().size();
        drift = plan.drift().size();
        applyable = plan.applyable(changesByExit);
        partial = plan.partial();
        destroyed = new ArrayList<>(plan.destroyed());
    }

    /** How many operations apply will tell of. */
    int operations() {
        return add + change + destroy;
    }

    /** The plan in one line. */
    String verdict() {
        var parts = new StringJoiner(", ");
        parts.add(add + " to add").add(change + " to change").add(destroy + " to destroy");
        more(parts, forget, " to forget");
        more(parts, moved, " moved");
        more(parts, outputs, outputs == 1 ? " output changes" : " outputs change");
        String text = applyable ? parts.toString() : "no changes";
        return text + (drift > 0 ? "; " + drift + " changed outside of Terraform" : "")
                + (partial ? " (a partial plan)" : "");
    }

    /**
     * The guard against destruction.
     *
     * @param allowed addresses that may be destroyed or replaced
     * @throws StepFailure when another one would be
     */
    void guard(List<String> allowed) {
        var refused = destroyed.stream().filter(address -> !allowed.contains(address)).toList();
        if (!refused.isEmpty()) {
            throw new StepFailure("the plan would destroy " + named(refused) + ": nothing was applied. If that is wanted, "
                    + "give " + (refused.size() == 1 ? "the address" : "each address") + " in allowDestroy; else correct "
                    + "the configuration");
        }
    }

    private static String named(List<String> addresses) {
        String named = String.join(", ", addresses.subList(0, Math.min(NAMED, addresses.size())));
        return addresses.size() > NAMED ? named + " and " + (addresses.size() - NAMED) + " more (see the plan page)" : named;
    }

    private static void more(StringJoiner parts, int number, String what) {
        if (number > 0) {
            parts.add(number + what);
        }
    }
}
