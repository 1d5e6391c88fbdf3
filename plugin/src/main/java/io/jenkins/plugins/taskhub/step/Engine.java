package io.jenkins.plugins.taskhub.step;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * What a step does, as a short list of named phases: plain Java without Pipeline types, tested without Jenkins.
 *
 * <p>The engine's fields are the saved state: small, serialisable, without secrets. A field is replaced, never changed
 * in place, since the state may be saved at any moment. Clients, file handles and the like are {@code transient} and
 * come back in {@link #attach}.
 *
 * @param <R> the result, such as a {@link java.util.LinkedHashMap} that Groovy reads as {@code result.tag}
 */
public interface Engine<R extends Serializable> extends Serializable {
    /** The phases in their order, always the same list: after a restart it is built again and entered by number. */
    List<Phase> phases();

    /** The result, asked for after the last phase. */
    R result();

    /**
     * Called on a background thread before the first phase, and again after each restart of the controller: looks up
     * what is never saved (credentials, which thereby are masked; clients).
     */
    default void attach(Ports ports) throws IOException, InterruptedException {}

    /**
     * Called before {@link #attach}, also more than once: after a restart of the controller the engine takes back at once
     * what it held of what others wait for. Quick, without I/O.
     */
    default void reclaim() {}

    /**
     * Called when a process of the step is about to be asked to end, by an interruption or by the watch beside it: says
     * in the log what is waited for.
     */
    default void ending(Ports ports) {}

    /**
     * Called once after an interruption, when no process of the step runs any more: says in the log what state is left
     * and what to do about it.
     */
    default void interrupted(Ports ports) throws IOException, InterruptedException {}

    /** Called once at the end, in whatever way the step ended: closes what {@link #attach} opened. */
    default void close() {}
}
