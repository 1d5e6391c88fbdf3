package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import jenkins.model.Jenkins;

/** An engine's place among those that want to change the same release; see {@link ReleaseLocks}. */
final class Turn implements Serializable {
    private static final long serialVersionUID = 1L;

    private final HelmTarget target;
    private final boolean wanted;
    private boolean had;
    private String who;
    private transient String key;
    private transient boolean left;

    /** @param wanted false: nobody is waited for, and nobody waits */
    Turn(HelmTarget target, boolean wanted) {
        this.target = target;
        this.wanted = wanted;
    }

    /** Waits until the turn has come; first of all until those have it again who had it before a restart. */
    CompletableFuture<?> take(Ports ports) throws IOException, InterruptedException {
        synchronized (this) {
            if (!wanted || had) {
                return CompletableFuture.completedFuture(null);
            }
            who = ports.build().name();
        }
        return ports.othersReclaimed().thenCompose(settled -> join(ports));
    }

    private CompletableFuture<?> join(Ports ports) {
        CompletableFuture<Void> come;
        synchronized (this) {
            if (left) {
                return CompletableFuture.failedFuture(new CancellationException());
            }
            key = key();
            String holder = ReleaseLocks.holder(key);
            if (holder != null) {
                ports.log().line("Waiting for " + holder + ", which is at work on " + target);
            }
            come = ReleaseLocks.take(key, this, who);
        }
        return come.thenRun(this::come);
    }

    private synchronized void come() {
        had = !left;
    }

    /** After a restart: whoever had the turn has it again. May be called more than once. */
    synchronized void reclaim() {
        if (had && key == null) {
            key = key();
            ReleaseLocks.takeAgain(key, this, who);
        }
    }

    /** Lets the next one go on. */
    synchronized void give() {
        left = true;
        had = false;
        if (key != null) {
            ReleaseLocks.give(key, this);
        }
    }

    /** Of one controller: what a controller that is gone held in this process is nobody's any more. */
    private String key() {
        return System.identityHashCode(Jenkins.getInstanceOrNull()) + "|" + target.lockKey();
    }
}
