package hudson.slaves;

import hudson.ExtensionPoint;
import hudson.model.Describable;

/** How an agent is started. Agents here are in this process, and there as soon as they are added. */
public abstract class ComputerLauncher implements Describable<ComputerLauncher>, ExtensionPoint {
    public boolean isLaunchSupported() {
        return true;
    }
}
