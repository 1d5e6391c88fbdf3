package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/** An engine's place among those that want to change the same release; see {@link ReleaseLocks}. */
final class Turn implements Serializable {
    private static final long serialVersionUID = 1L;

    private final HelmTarget target;
    private final boolean wanted;
    private volatile boolean had;

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
        String holder = ReleaseLocks.holder(target.lockKey());
        if (holder != null) {
            ports.log().line("Waiting for " + holder + ", which is at work on " + target);
        }
        return ReleaseLocks.take(target.lockKey(), this, ports.build().name()).thenRun(() -> had = true);
    }

    /** After a restart: whoever had the turn has it again. */
    void attach(Ports ports) throws IOException, InterruptedException {
        if (had) {
            ReleaseLocks.takeAgain(target.lockKey(), this, ports.build().name());
        }
    }

    /** Lets the next one go on. */
    void give() {
        ReleaseLocks.give(target.lockKey(), this);
    }
}
