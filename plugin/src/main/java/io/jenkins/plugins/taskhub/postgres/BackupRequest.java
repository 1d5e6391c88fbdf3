package io.jenkins.plugins.taskhub.postgres;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;

/** What is asked of {@code pgBackup}: filled by the step, then checked once; from then on it does not change. */
final class BackupRequest implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 100_000;

    boolean verify = true;
    boolean waitForRunning;
    /** How many dumps are kept at least; 0: no such rule. */
    int keep;
    /** How many days a dump is kept at least; 0: no such rule. */
    int keepDays;
    /** The bucket to which the dump must be sent; null: what the CronJob does by itself is enough. */
    S3Place s3;
    boolean dryRun;

    /**
     * Checks every value.
     *
     * @throws StepFailure for the first that is refused
     */
    BackupRequest checked() {
        notNegative("keep", keep);
        notNegative("keepDays", keepDays);
        return this;
    }

    private static void notNegative(String parameter, int number) {
        if (number < 0 || number > MOST) {
            throw new StepFailure(parameter + " " + number + " is not a number from 0 to " + MOST);
        }
    }

    /** Whether old dumps are deleted by a rule of the step's own. */
    boolean hasRule() {
        return keep > 0 || keepDays > 0;
    }
}
