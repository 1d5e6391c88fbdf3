package hudson.model;

import hudson.FilePath;
import hudson.Functions;
import hudson.Launcher;
import hudson.Util;
import hudson.XmlFile;
import hudson.slaves.ComputerLauncher;
import hudson.slaves.NodeDescriptor;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import hudson.slaves.SlaveComputer;
import hudson.util.DescribableList;
import io.jenkins.plugins.taskhub.embedded.model.Workspaces;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import jenkins.model.Jenkins;

/** An agent. */
public abstract class Slave extends Node implements Serializable {
    private static final long serialVersionUID = 1L;

    protected String name;
    protected final String remoteFS;

    private int numExecutors = 1;
    private Mode mode = Mode.NORMAL;
    private String label = "";
    private String description = "";
    private ComputerLauncher launcher;
    private transient DescribableList<NodeProperty<?>, NodePropertyDescriptor> nodeProperties;

    protected Slave(String name, String remoteFS, ComputerLauncher launcher)
            throws Descriptor.FormException, IOException {
        if (name == null || name.isEmpty()) {
            throw new Descriptor.FormException("An agent needs a name", "name");
        }
        this.name = name;
        this.remoteFS = remoteFS;
        this.launcher = launcher;
    }

    @Override
    public String getNodeName() {
        return name;
    }

    public String getRemoteFS() {
        return remoteFS;
    }

    @Override
    public String getNodeDescription() {
        return description;
    }

    public void setNodeDescription(String value) {
        description = value;
    }

    @Override
    public int getNumExecutors() {
        return numExecutors;
    }

    public void setNumExecutors(int n) {
        numExecutors = n;
    }

    @Override
    public Mode getMode() {
        return mode;
    }

    public void setMode(Mode mode) {
        this.mode = mode;
    }

    @Override
    public String getLabelString() {
        return label;
    }

    public void setLabelString(String labelString) throws IOException {
        label = Util.fixNull(labelString).trim();
    }

    public ComputerLauncher getLauncher() {
        return launcher;
    }

    @Override
    public DescribableList<NodeProperty<?>, NodePropertyDescriptor> getNodeProperties() {
        if (nodeProperties == null) {
            nodeProperties = new DescribableList<>(Saveable.NOOP);
        }
        return nodeProperties;
    }

    public SlaveComputer getComputer() {
        return (SlaveComputer) toComputer();
    }

    @Override
    public Computer createComputer() {
        return new SlaveComputer(this);
    }

    @Override
    public FilePath getRootPath() {
        return createPath(remoteFS);
    }

    public FilePath getWorkspaceRoot() {
        FilePath root = getRootPath();
        return root == null ? null : root.child("workspace");
    }

    @Override
    public FilePath getWorkspaceFor(TopLevelItem item) {
        FilePath root = getWorkspaceRoot();
        return root == null ? null : root.child(Workspaces.name(item));
    }

    @Override
    public Launcher createLauncher(TaskListener listener) {
        SlaveComputer computer = getComputer();
        if (computer == null || computer.getChannel() == null) {
            listener.error("Issue with creating launcher for agent " + name + ". The agent is being disconnected");
            throw new IllegalStateException("The agent " + name + " is disconnected");
        }
        return new Launcher.RemoteLauncher(listener, computer.getChannel(), !Functions.isWindows());
    }

    @Override
    public SlaveDescriptor getDescriptor() {
        return (SlaveDescriptor) Jenkins.get().getDescriptorOrDie(getClass());
    }

    @Override
    public void save() throws IOException {
        new XmlFile(Jenkins.XSTREAM2, new File(getRootDir(), "config.xml")).write(this);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Slave other && name.equals(other.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return getClass().getName() + "[" + name + "]";
    }

    /** A kind of agent. */
    public abstract static class SlaveDescriptor extends NodeDescriptor {
    }
}
