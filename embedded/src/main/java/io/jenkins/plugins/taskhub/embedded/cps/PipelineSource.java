package io.jenkins.plugins.taskhub.embedded.cps;

import java.io.Serializable;

/**
 * The script of a Pipeline.
 *
 * @param text Groovy
 * @param name how messages call it, such as {@code Jenkinsfile}
 */
public record PipelineSource(String text, String name) implements Serializable {
    /** How messages call a script that has no file. */
    public static final String UNNAMED = "WorkflowScript";
}
