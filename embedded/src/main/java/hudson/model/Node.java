package hudson.model;

import hudson.ExtensionPoint;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.labels.LabelAtom;
import hudson.model.queue.CauseOfBlockage;
import hudson.remoting.VirtualChannel;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.slaves.NodeDescriptor;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import hudson.util.DescribableList;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.io.File;
import java.util.LinkedHashSet;
import java.util.Set;
import jenkins.model.Jenkins;
import jenkins.util.io.OnMaster;

/** Where builds run: the controller itself or an agent. */
public abstract class Node extends AbstractModelObject implements ReconfigurableDescribable<Node>, ExtensionPoint,
        AccessControlled, OnMaster, PersistenceRoot {
    /** Whether tasks that ask for no label may run. */
    public enum Mode {
        NORMAL("Use this node as much as possible"),
        EXCLUSIVE("Only build jobs with label expressions matching this node");

        private final String description;

        Mode(String description) {
            this.description = description;
        }

        public String getDescription() {
            return description;
        }

        public String getName() {
            return name();
        }
    }

    public abstract String getNodeName();

    public abstract String getNodeDescription();

    public abstract int getNumExecutors();

    public abstract Mode getMode();

    public abstract String getLabelString();

    public abstract FilePath getRootPath();

    public abstract FilePath getWorkspaceFor(TopLevelItem item);

    public abstract Launcher createLauncher(TaskListener listener);

    public abstract DescribableList<NodeProperty<?>, NodePropertyDescriptor> getNodeProperties();

    protected abstract Computer createComputer();

    @Override
    public abstract NodeDescriptor getDescriptor();

    /** The directory of this node's configuration, on the controller. */
    @Override
    public File getRootDir() {
        return new File(Jenkins.get().getRootDir(), "nodes/" + getNodeName());
    }

    @Override
    public String getDisplayName() {
        return getNodeName();
    }

    @Override
    public String getSearchUrl() {
        Computer c = toComputer();
        return c == null ? "" : c.getUrl();
    }

    public final Computer toComputer() {
        return Jenkins.get().getComputer(getNodeName());
    }

    public final VirtualChannel getChannel() {
        Computer c = toComputer();
        return c == null ? null : c.getChannel();
    }

    public FilePath createPath(String absolutePath) {
        VirtualChannel channel = getChannel();
        return channel == null ? null : new FilePath(channel, absolutePath);
    }

    public LabelAtom getSelfLabel() {
        return LabelAtom.get(getNodeName());
    }

    public Set<LabelAtom> getAssignedLabels() {
        Set<LabelAtom> labels = new LinkedHashSet<>(Label.parse(getLabelString()));
        labels.add(getSelfLabel());
        return labels;
    }

    public boolean isAcceptingTasks() {
        return true;
    }

    /** Why this node does not take an item; {@code null} where it does. */
    public CauseOfBlockage canTake(Queue.BuildableItem item) {
        Label label = item.getAssignedLabel();
        if (label != null && !label.contains(this)) {
            return ModelAccess.blockage("‘" + getDisplayName() + "’ doesn’t have label ‘" + label.getDisplayName()
                    + "’");
        }
        if (label == null && getMode() == Mode.EXCLUSIVE && !(item.task instanceof Queue.FlyweightTask)) {
            return ModelAccess.blockage("‘" + getDisplayName()
                    + "’ is reserved for jobs with matching label expression");
        }
        return null;
    }

    public <T extends NodeProperty> T getNodeProperty(Class<T> clazz) {
        return getNodeProperties().stream().filter(clazz::isInstance).map(clazz::cast).findFirst().orElse(null);
    }

    @Override
    public ACL getACL() {
        return Jenkins.get().getAuthorizationStrategy().getACL(this);
    }
}
