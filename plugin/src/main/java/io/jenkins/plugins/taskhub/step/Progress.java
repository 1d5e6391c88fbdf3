package io.jenkins.plugins.taskhub.step;

import java.io.Serializable;

/** How far a step is: what is saved of it beside its engine. */
final class Progress implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The number of the phase that runs. */
    volatile int phase;
    /** The process of that phase; null when none runs. */
    volatile RunningProcess process;
    /** The processes of that phase, where several run beside each other; null when none run. */
    volatile ProcessGroup group;
    /** The question of that phase; null when none is asked. */
    volatile Asking asking;
    /** The folder on the agent for what must not lie in the workspace; null before it is made. */
    volatile String privateDir;
}
