package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.kubernetes.ReleaseEntry;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseState;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus;

/** What a helm that failed, or was ended, left of a release. */
final class Aftermath {
    /** What can be left. */
    enum Left {
        /** Helm did not get as far as a new revision. */
        UNTOUCHED,
        /** The first installation was taken away again. */
        GONE,
        /** An earlier revision runs again, as a new one. */
        ROLLED_BACK,
        /** The newest revision is deployed: helm was done when it was ended. */
        DEPLOYED,
        /** The newest revision failed; parts of it may run. */
        FAILED,
        /** Helm was killed: it refuses to work on the release until somebody recovers it. */
        PENDING
    }

    private final HelmTarget target;
    private final ReleaseState state;
    private final int newestBefore;

    /** @param newestBefore the newest revision before helm was started; 0 when there was none */
    Aftermath(HelmTarget target, ReleaseState state, int newestBefore) {
        this.target = target;
        this.state = state;
        this.newestBefore = newestBefore;
    }

    Left left() {
        if (state.newest().isEmpty()) {
            return newestBefore == 0 ? Left.GONE : Left.UNTOUCHED;
        }
        ReleaseEntry newest = state.newest().get();
        if (newest.status().pending()) {
            return Left.PENDING;
        }
        if (newest.revision() <= newestBefore) {
            return Left.UNTOUCHED;
        }
        if (newest.status() == ReleaseStatus.DEPLOYED) {
            return newest.revision() > newestBefore + 1 ? Left.ROLLED_BACK : Left.DEPLOYED;
        }
        return Left.FAILED;
    }

    /** The newest revision; 0 when there is none. */
    int revision() {
        return state.newest().map(ReleaseEntry::revision).orElse(0);
    }

    /** Where helm would go back to from the newest revision; 0 when there is nothing. */
    int backTo() {
        return state.before(revision()).map(ReleaseEntry::revision).orElse(0);
    }

    /**
     * The state in words, as the end of a sentence.
     *
     * @param previousTag what ran before; null when that is not known
     */
    String words(String previousTag) {
        String runs = previousTag == null ? "what ran before" : previousTag;
        return switch (left()) {
            case UNTOUCHED -> "nothing was changed in " + target.namespace();
            case GONE -> "nothing is left of the first installation in " + target.namespace();
            case ROLLED_BACK -> target.namespace() + " runs " + runs + " again (revision " + revision() + ")";
            case DEPLOYED -> "revision " + revision() + " is deployed in " + target.namespace();
            case FAILED -> "revision " + revision() + " is left failed and parts of it may run in " + target.namespace()
                    + ": deploy again" + byHand();
            case PENDING -> "revision " + revision() + " is left " + state.newest().orElseThrow().status() + " in "
                    + target.namespace() + ": deploy again with recover: 'rollback'" + byHand();
        };
    }

    private String byHand() {
        String command = backTo() > 0
                ? "helm rollback " + target.release() + " " + backTo() + " -n " + target.namespace()
                : "helm uninstall " + target.release() + " -n " + target.namespace();
        return ", or run " + command;
    }
}
