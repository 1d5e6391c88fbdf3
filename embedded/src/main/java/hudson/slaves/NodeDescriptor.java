package hudson.slaves;

import hudson.model.Descriptor;
import hudson.model.Node;

/** A kind of node. */
public abstract class NodeDescriptor extends Descriptor<Node> {
    protected NodeDescriptor(Class<? extends Node> clazz) {
        super(clazz);
    }

    protected NodeDescriptor() {
    }
}
