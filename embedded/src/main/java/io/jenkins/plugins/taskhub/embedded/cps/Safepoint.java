package io.jenkins.plugins.taskhub.embedded.cps;

/** Called by transformed code at each loop and method, so that a loop without steps can be interrupted. */
public final class Safepoint {
    private Safepoint() {}

    /** Fails the script when someone wants the build to end. */
    public static void check() {
        PipelineExecution.checkInterruption();
    }
}
