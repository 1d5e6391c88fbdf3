package hudson.tools;

import hudson.model.Describable;
import hudson.model.Descriptor;

/** A kind of property. */
public abstract class PropertyDescriptor<P extends Describable<P>, T> extends Descriptor<P> {
    protected PropertyDescriptor(Class<? extends P> clazz) {
        super(clazz);
    }

    protected PropertyDescriptor() {
    }
}
