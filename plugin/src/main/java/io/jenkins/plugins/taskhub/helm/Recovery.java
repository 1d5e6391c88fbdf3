package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseEntry;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseState;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.time.Duration;
import java.util.List;

/** Frees a release that a killed helm left pending: refuses in words, or goes back to what was deployed before. */
final class Recovery {
    private Recovery() {}

    /**
     * The helm command that frees a release.
     *
     * @param wanted whether the job asks for it; else a pending release is refused
     * @return null when the release is not pending
     * @throws StepFailure when it is pending and shall not be touched
     */
    static List<String> plan(HelmTarget target, ReleaseState state, boolean wanted, Duration timeout, Ports ports) {
        ReleaseEntry stuck = state.pending().orElse(null);
        if (stuck == null) {
            return null;
        }
        int back = state.before(stuck.revision()).map(ReleaseEntry::revision).orElse(0);
        String what = "revision " + stuck.revision() + " of " + target + " is " + stuck.status() + " since " + stuck.since();
        if (!wanted) {
            throw new StepFailure(what + ": another helm is at work on it, or was killed. Wait until it is over; if none "
                    + "runs, deploy with recover: 'rollback', or run " + (back > 0
                    ? "helm rollback " + target.release() + " " + back : "helm uninstall " + target.release())
                    + " -n " + target.namespace());
        }
        ports.log().line(what + ": " + (back > 0 ? "rolling back to revision " + back
                : "uninstalling it, since nothing was deployed before"));
        return back > 0 ? target.cli().rollback(back, true, timeout) : target.cli().uninstall(timeout);
    }

    /** @throws StepFailure when the release could not be freed */
    static void judge(HelmTarget target, Outcome outcome) {
        if (!outcome.succeeded()) {
            throw new StepFailure(target + " could not be recovered: " + HelmProblem.of(outcome));
        }
    }
}
