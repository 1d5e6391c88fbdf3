package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.time.Duration;

/** What is asked of {@code helmRollback}: filled by the step, then checked once; from then on it does not change. */
final class RollbackRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Which release, in which cluster. */
    final HelmTarget target;
    String revision;
    String imageTagKey = "image.tag";
    boolean wait = true;
    String timeout = "5m";
    boolean dryRun;
    boolean lock = true;
    String environment;

    RollbackRequest(HelmTarget target) {
        this.target = target;
    }

    /**
     * Checks every value.
     *
     * @throws StepFailure for the first that is refused
     */
    RollbackRequest checked() {
        if (revision != null && !revision.isBlank() && !revision.strip().matches("[1-9]\\d{0,8}")) {
            throw new StepFailure("revision " + Names.shown(revision) + " is not a number from 1 on: give one of helm "
                    + "history, or none for the one that was deployed before");
        }
        ValuesTree.check("imageTagKey", imageTagKey);
        Names.duration("timeout", timeout);
        if (environment != null) {
            Names.plain("environment", environment);
        }
        return this;
    }

    /** The wanted revision; 0 for the one that was deployed before. */
    int wanted() {
        return revision == null || revision.isBlank() ? 0 : Integer.parseInt(revision.strip());
    }

    Duration span() {
        return Names.duration("timeout", timeout);
    }

    /** What the deployment record calls the place. */
    String place() {
        return environment == null ? target.namespace() : environment;
    }
}
