package hudson.model;

import hudson.ExtensionPoint;
import java.util.Collection;
import java.util.Collections;
import jenkins.model.Jenkins;

/** Something that is set for a job. */
public abstract class JobProperty<J extends Job<?, ?>> implements ReconfigurableDescribable<JobProperty<?>>,
        ExtensionPoint {
    protected transient J owner;

    protected void setOwner(J owner) {
        this.owner = owner;
    }

    @Override
    public JobPropertyDescriptor getDescriptor() {
        return (JobPropertyDescriptor) Jenkins.get().getDescriptorOrDie(getClass());
    }

    public Collection<? extends Action> getJobActions(J job) {
        return Collections.emptyList();
    }
}
