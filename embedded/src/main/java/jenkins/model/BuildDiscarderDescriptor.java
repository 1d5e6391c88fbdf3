package jenkins.model;

import hudson.model.Descriptor;

/** A kind of {@link BuildDiscarder}. */
public abstract class BuildDiscarderDescriptor extends Descriptor<BuildDiscarder> {
    protected BuildDiscarderDescriptor(Class<? extends BuildDiscarder> clazz) {
        super(clazz);
    }

    protected BuildDiscarderDescriptor() {
    }
}
