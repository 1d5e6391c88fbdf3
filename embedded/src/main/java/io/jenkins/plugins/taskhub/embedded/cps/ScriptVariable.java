package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.ExtensionPoint;

/**
 * A variable that every script sees without declaring it, such as {@code env}. Called like a function, it gets the call
 * as its method {@code call}. Annotate an implementation with {@code @Extension}.
 */
public interface ScriptVariable extends ExtensionPoint {
    /** Its name in a script. */
    String name();

    /** Its value; asked for at each use, on the thread of the Pipeline. Must be serialisable, or not be kept. */
    Object value(PipelineExecution execution) throws Exception;
}
