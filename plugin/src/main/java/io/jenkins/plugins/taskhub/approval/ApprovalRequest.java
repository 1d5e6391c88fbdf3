package io.jenkins.plugins.taskhub.approval;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/** What the Jenkinsfile asks for, checked as far as text alone can be; saved with the build while people think. */
final class ApprovalRequest implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MOST_APPROVERS = 20;

    final boolean confirm;
    final String releaseTag;
    final String image;
    String environment = "prod";
    String submitter;
    int approvers = 1;
    boolean allowSelf;
    /** Null where the job does not say: then one is needed wherever somebody is asked. */
    Boolean reason;
    String window;
    String freeze;
    String timeout;
    String changes = "";
    boolean parameterOnly;
    String registryCredentialsId;
    String via = "controller";

    ApprovalRequest(boolean confirm, String releaseTag, String image) {
        this.confirm = confirm;
        this.releaseTag = releaseTag == null ? "" : releaseTag.strip();
        this.image = image;
    }

    /**
     * Refuses what can be refused without asking anybody. The tag may still be empty: then the registry is asked which
     * tags there are.
     *
     * @throws StepFailure saying what is wrong and what to do
     */
    void check() {
        if (!confirm) {
            throw new StepFailure("nothing was confirmed: set CONFIRM_PROD (parameter confirm) to true to deploy to "
                    + Names.plain("environment", environment) + ". Nothing was run.");
        }
        Names.plain("environment", environment);
        Names.plain("image", image);
        ImageReference repository = ImageReference.parse(image);
        if (repository.tag().isPresent() || repository.digest().isPresent()) {
            throw new StepFailure("image " + Names.shown(image) + " states a tag or a digest: leave it out, releaseTag"
                    + " says which one is meant");
        }
        if (!releaseTag.isEmpty()) {
            Names.imageTag("releaseTag", releaseTag);
        }
        if (approvers < 1 || approvers > MOST_APPROVERS) {
            throw new StepFailure("approvers is " + approvers + ": it must be between 1 and " + MOST_APPROVERS);
        }
        if (parameterOnly && (approvers > 1 || needsReason())) {
            throw new StepFailure("parameterOnly asks nobody, so neither approvers nor reason can be had: leave out one"
                    + " or the other");
        }
        if (!via.equals("controller") && !via.equals("agent")) {
            throw new StepFailure("via " + Names.shown(via) + " is not known: it is 'controller' or 'agent'");
        }
        timeout();
        DeploymentWindow.parse(window);
    }

    /** The image at the wanted tag, or without one where that is empty. */
    ImageReference image() {
        ImageReference repository = ImageReference.parse(image);
        return releaseTag.isEmpty() ? repository : repository.withTag(releaseTag);
    }

    /** Whether an approval counts only with a reason. */
    boolean needsReason() {
        return reason == null ? !parameterOnly : reason;
    }

    /** How long to wait for all the answers; empty means for ever. */
    Optional<Duration> timeout() {
        return timeout == null ? Optional.empty() : Optional.of(Names.duration("timeout", timeout));
    }

    /** Who is asked, for people: {@code release-managers}, or whoever may start the job. */
    String submitters() {
        return submitter == null ? "those who may build this job" : submitter;
    }
}
