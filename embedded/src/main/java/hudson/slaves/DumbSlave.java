package hudson.slaves;

import hudson.Extension;
import hudson.model.Descriptor;
import hudson.model.Slave;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** An agent that is always there. */
public final class DumbSlave extends Slave {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public DumbSlave(String name, String remoteFS, ComputerLauncher launcher)
            throws Descriptor.FormException, IOException {
        super(name, remoteFS, launcher);
    }

    /** The descriptor. */
    @Extension
    @Symbol({"permanent", "dumb"})
    public static final class DescriptorImpl extends SlaveDescriptor {
        @Override
        public String getDisplayName() {
            return "Permanent Agent";
        }
    }
}
