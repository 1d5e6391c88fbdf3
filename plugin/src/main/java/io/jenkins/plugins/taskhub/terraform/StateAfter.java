package io.jenkins.plugins.taskhub.terraform;

import io.jenkins.plugins.taskhub.cli.Outcome;
import java.time.Instant;

/** What an apply that did not succeed left of the state and of its lock, in words. */
final class StateAfter {
    private StateAfter() {}

    /** After apply failed by itself. */
    static String failed(ApplyProgress progress, Outcome outcome, TerraformCli cli, String dir) {
        String done = counted(progress);
        if (outcome.status() < 0 || outcome.status() > 128) {
            return done + killed(cli);
        }
        for (Diagnostic error : progress.errors()) {
            if (error.summary().contains("persist state") || error.detail().contains("errored.tfstate")) {
                return done + "; the state could not be saved and lies in " + dir + "/errored.tfstate on the agent, with "
                        + "secrets in clear: push it with state push errored.tfstate, then delete it";
            }
            var lock = StateLock.in(error.detail());
            if (lock.isPresent() && error.summary().contains("releasing")) {
                return done + "; " + lock.get().sentence(cli, Instant.now());
            }
        }
        return done + "; the state knows what was done and is not locked: mend the cause and run the job again, which "
                + "plans the rest";
    }

    /** After the step was interrupted. */
    static String interrupted(ApplyProgress progress, TerraformCli cli) {
        String done = counted(progress);
        String at = progress.notDone().isEmpty() ? "" : "; broken off: " + String.join(", ", progress.notDone());
        return progress.endedInOrder()
                ? done + at + "; the state knows what was done and its lock was given back: run the job again, which plans "
                        + "the rest"
                : done + at + killed(cli);
    }

    private static String counted(ApplyProgress progress) {
        return progress.done() + " of " + progress.planned() + " done";
    }

    private static String killed(TerraformCli cli) {
        return "; Terraform was killed, so the state may lack what was made last, and may still be locked: run the job "
                + "again, which says who holds the lock and its ID; then " + cli.forceUnlock("ID") + " frees it";
    }
}
