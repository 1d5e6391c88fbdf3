package io.jenkins.plugins.taskhub.step;

/**
 * Something that the author of the Jenkinsfile, or who runs the job, can mend.
 *
 * <p>The message is one line: what failed, with which value, and what to do now. {@link EngineExecution} turns it into
 * a {@link hudson.AbortException}, so the build log shows the message and no stack trace. It must hold no secret; what
 * comes from a tool's output goes through the masker first.
 */
public class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line: what failed, which value, what to do */
    public StepFailure(String message) {
        super(message);
    }

    /**
     * @param message one line: what failed, which value, what to do
     * @param cause kept for the controller's own log; never shown in the build log
     */
    public StepFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
