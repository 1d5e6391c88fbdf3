package jenkins.model;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Job;
import java.io.IOException;

/** Says which old builds are deleted. */
public abstract class BuildDiscarder implements Describable<BuildDiscarder>, ExtensionPoint {
    public abstract void perform(Job<?, ?> job) throws IOException, InterruptedException;

    @Override
    public BuildDiscarderDescriptor getDescriptor() {
        return (BuildDiscarderDescriptor) Jenkins.get().getDescriptorOrDie(getClass());
    }
}
