package org.jenkinsci.plugins.workflow.flow;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.taskhub.embedded.cps.RunningBuilds;
import java.util.Iterator;
import java.util.Objects;

/** The Pipelines that run now. */
@Extension
public class FlowExecutionList implements Iterable<FlowExecution> {
    /** The only instance of the controller. */
    public static FlowExecutionList get() {
        return ExtensionList.lookupSingleton(FlowExecutionList.class);
    }

    @Override
    public Iterator<FlowExecution> iterator() {
        return RunningBuilds.owners().stream().map(FlowExecutionOwner::getOrNull).filter(Objects::nonNull).iterator();
    }

    /** Remembers, on disk too, that this Pipeline runs. */
    public void register(FlowExecutionOwner self) {
        RunningBuilds.add(self);
    }

    /** Forgets a Pipeline that ended. */
    public void unregister(FlowExecutionOwner self) {
        RunningBuilds.remove(self);
    }
}
