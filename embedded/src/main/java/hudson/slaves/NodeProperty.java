package hudson.slaves;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.model.Node;
import hudson.model.ReconfigurableDescribable;
import hudson.model.TaskListener;
import java.io.IOException;
import jenkins.model.Jenkins;

/** Something that is set for a node, or for all of them. */
public abstract class NodeProperty<N extends Node> implements ReconfigurableDescribable<NodeProperty<?>>,
        ExtensionPoint {
    protected transient N node;

    protected void setNode(N node) {
        this.node = node;
    }

    @Override
    public NodePropertyDescriptor getDescriptor() {
        return (NodePropertyDescriptor) Jenkins.get().getDescriptorOrDie(getClass());
    }

    public void buildEnvVars(EnvVars env, TaskListener listener) throws IOException, InterruptedException {
    }
}
