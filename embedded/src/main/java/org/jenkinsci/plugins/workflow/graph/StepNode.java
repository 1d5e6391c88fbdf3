package org.jenkinsci.plugins.workflow.graph;

import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** A node that stands for a step. */
public interface StepNode {
    /** The kind of step. */
    StepDescriptor getDescriptor();
}
