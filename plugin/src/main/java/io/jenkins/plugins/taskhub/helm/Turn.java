package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import jenkins.model.Jenkins;

/** An engine's place among those that want to change the same release; see {@link ReleaseLocks}. */
final class Turn implements Serializable {
    private static final long serialVersionUID = 1L;

    private final HelmTarget target;
    private final boolean wanted;
    private volatile boolean had;
    private transient String key;

    /** @param wanted false: nobody is waited for, and nobody waits */
    Turn(HelmTarget target, boolean wanted) {
        this.target = target;
        this.wanted = wanted;
    }

    /** Waits until the turn has come. */
    CompletableFuture<?> take(Ports ports) throws IOException, InterruptedException {
        if (!wanted || had) {
            return CompletableFuture.completedFuture(null);
        }
        key = key();
        String holder = ReleaseLocks.holder(key);
        if (holder != null) {
            ports.log().line("Waiting for " + holder + ", which is at work on " + target);
        }
        return ReleaseLocks.take(key, this, ports.build().name()).thenRun(() -> had = true);
    }

    /** After a restart: whoever had the turn has it again. */
    void attach(Ports ports) throws IOException, InterruptedException {
        if (had) {
            key = key();
            ReleaseLocks.takeAgain(key, this, ports.build().name());
        }
    }

    /** Lets the next one go on. */
    void give() {
        if (key != null) {
            ReleaseLocks.give(key, this);
        }
    }

    /** Of one controller: what a controller that is gone held in this process is nobody's any more. */
    private String key() {
        return System.identityHashCode(Jenkins.getInstanceOrNull()) + "|" + target.lockKey();
    }
}
