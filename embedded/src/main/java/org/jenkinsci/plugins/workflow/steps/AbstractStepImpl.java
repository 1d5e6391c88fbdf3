package org.jenkinsci.plugins.workflow.steps;

/** A step in the manner of the first Pipeline plugins; {@link Step} serves as well. */
public abstract class AbstractStepImpl extends Step {
    protected AbstractStepImpl() {
    }
}
