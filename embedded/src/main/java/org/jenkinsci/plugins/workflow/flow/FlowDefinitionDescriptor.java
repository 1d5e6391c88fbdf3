package org.jenkinsci.plugins.workflow.flow;

import hudson.model.Descriptor;

/** Describes a {@link FlowDefinition}. */
public abstract class FlowDefinitionDescriptor extends Descriptor<FlowDefinition> {}
