package hudson.slaves;

import hudson.model.Node;
import hudson.tools.PropertyDescriptor;

/** A kind of {@link NodeProperty}. */
public abstract class NodePropertyDescriptor extends PropertyDescriptor<NodeProperty<?>, Node> {
    protected NodePropertyDescriptor(Class<? extends NodeProperty<?>> clazz) {
        super(clazz);
    }

    protected NodePropertyDescriptor() {
    }
}
