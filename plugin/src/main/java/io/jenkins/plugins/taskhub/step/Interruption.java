package io.jenkins.plugins.taskhub.step;

import java.io.IOException;
import java.io.Serializable;

/**
 * Whether a step was interrupted, and how that what it is at can be ended. It belongs to one life of the controller:
 * of what is saved nothing is interrupted.
 */
final class Interruption implements Serializable {
    private static final long serialVersionUID = 1L;

    private transient Throwable cause;
    private transient Runnable ending;

    /** A call that may be interrupted. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Interrupts the step; only the first cause counts. */
    synchronized void by(Throwable reason) {
        if (cause == null) {
            cause = reason;
            if (ending != null) {
                ending.run();
            }
        }
    }

    /** Why the step was interrupted; null when it was not. */
    synchronized Throwable cause() {
        return cause;
    }

    /**
     * Says how to end what the step is at from now on.
     *
     * @param end must not wait; called at once when the step was interrupted already
     */
    synchronized void endsBy(Runnable end) {
        ending = end;
        if (cause != null) {
            end.run();
        }
    }

    /** There is nothing to be ended any more. */
    synchronized void nothingToEnd() {
        ending = null;
    }

    /** Runs a call whose thread is interrupted with the step; when that was interrupted already it is not even begun. */
    <T> T during(Call<T> call) throws IOException, InterruptedException {
        synchronized (this) {
            if (cause != null) {
                throw new InterruptedException();
            }
            ending = Thread.currentThread()::interrupt;
        }
        try {
            return call.run();
        } finally {
            nothingToEnd();
        }
    }
}
