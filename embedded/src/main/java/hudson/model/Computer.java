package hudson.model;

import hudson.EnvVars;
import hudson.Util;
import hudson.remoting.AsyncFutureImpl;
import hudson.remoting.VirtualChannel;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.slaves.NodeProperty;
import hudson.slaves.OfflineCause;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jenkins.model.IComputer;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.StaplerProxy;

/** The state of a node: its executors, its channel, its workspaces. */
public abstract class Computer extends Actionable implements IComputer, DescriptorByNameOwner, StaplerProxy {
    public static final PermissionGroup PERMISSIONS = ModelAccess.group(Computer.class);
    public static final Permission CONFIGURE =
            ModelAccess.permission(PERMISSIONS, "Configure", Permission.CONFIGURE);
    public static final Permission BUILD = ModelAccess.permission(PERMISSIONS, "Build", Permission.WRITE);

    /** Threads for calls that may take their time. */
    public static final ExecutorService threadPoolForRemoting =
            Executors.newCachedThreadPool(ModelAccess.daemons("Computer.threadPoolForRemoting"));

    protected String nodeName;
    protected volatile OfflineCause offlineCause;

    private volatile Node node;
    private volatile boolean offline;
    private final WorkspaceList workspaceList = new WorkspaceList();
    private final List<Executor> executors = new CopyOnWriteArrayList<>();
    private final List<OneOffExecutor> oneOffExecutors = new CopyOnWriteArrayList<>();

    protected Computer(Node node) {
        setNode(node);
    }

    static {
        ModelAccess.giveNodes(Computer::setNode);
    }

    protected void setNode(Node node) {
        this.node = node;
        this.nodeName = node.getNodeName();
        resize(node.getNumExecutors());
    }

    private synchronized void resize(int wanted) {
        for (int number = executors.size(); number < wanted; number++) {
            executors.add(new Executor(this, number));
        }
        for (int i = executors.size() - 1; i >= wanted; i--) {
            if (executors.get(i).isIdle()) {
                executors.remove(i);
            }
        }
    }

    public abstract VirtualChannel getChannel();

    public abstract Charset getDefaultCharset();

    public abstract Boolean isUnix();

    protected abstract Future<?> _connect(boolean forceReconnect);

    public final Future<?> connect(boolean forceReconnect) {
        Future<?> done = _connect(forceReconnect);
        Jenkins.get().getQueue().scheduleMaintenance();
        return done;
    }

    public Future<?> disconnect(OfflineCause cause) {
        offlineCause = cause;
        return new AsyncFutureImpl<>((Object) null);
    }

    public Node getNode() {
        return node;
    }

    public String getName() {
        return nodeName;
    }

    @Override
    public String getDisplayName() {
        return nodeName;
    }

    public String getUrl() {
        return "computer/" + Util.rawEncode(getName()) + "/";
    }

    @Override
    public String getSearchUrl() {
        return getUrl();
    }

    public boolean isOffline() {
        return offline || getChannel() == null;
    }

    public final boolean isOnline() {
        return !isOffline();
    }

    public boolean isTemporarilyOffline() {
        return offline;
    }

    @Deprecated
    public void setTemporarilyOffline(boolean temporarilyOffline, OfflineCause cause) {
        offline = temporarilyOffline;
        offlineCause = cause;
        Jenkins.get().getQueue().scheduleMaintenance();
    }

    public OfflineCause getOfflineCause() {
        return offlineCause;
    }

    public boolean isAcceptingTasks() {
        return node != null && node.isAcceptingTasks();
    }

    public WorkspaceList getWorkspaceList() {
        return workspaceList;
    }

    public List<Executor> getExecutors() {
        return Collections.unmodifiableList(executors);
    }

    public List<OneOffExecutor> getOneOffExecutors() {
        return Collections.unmodifiableList(oneOffExecutors);
    }

    public List<Executor> getAllExecutors() {
        List<Executor> all = new ArrayList<>(executors);
        all.addAll(oneOffExecutors);
        return all;
    }

    public int getNumExecutors() {
        return executors.size();
    }

    public final int countExecutors() {
        return executors.size();
    }

    public final int countBusy() {
        return countExecutors() - countIdle();
    }

    public int countIdle() {
        return (int) executors.stream().filter(Executor::isIdle).count();
    }

    public final boolean isIdle() {
        return oneOffExecutors.isEmpty() && countBusy() == 0;
    }

    void started(OneOffExecutor executor) {
        oneOffExecutors.add(executor);
    }

    /** Called when an executor is done: a new one takes its place. */
    protected synchronized void removeExecutor(Executor e) {
        if (!oneOffExecutors.remove(e)) {
            int index = executors.indexOf(e);
            if (index >= 0) {
                executors.set(index, new Executor(this, e.getNumber()));
            }
        }
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins != null && !jenkins.isTerminating()) {
            jenkins.getQueue().scheduleMaintenance();
        }
    }

    /** The environment of processes on this node. */
    public EnvVars getEnvironment() throws IOException, InterruptedException {
        return EnvVars.getRemote(getChannel());
    }

    /** The variables that the configuration adds, for every node and for this one. */
    public EnvVars buildEnvironment(TaskListener listener) throws IOException, InterruptedException {
        EnvVars env = new EnvVars();
        for (NodeProperty<?> property : Jenkins.get().getGlobalNodeProperties()) {
            property.buildEnvVars(env, listener);
        }
        if (node != null && node != Jenkins.get()) {
            for (NodeProperty<?> property : node.getNodeProperties()) {
                property.buildEnvVars(env, listener);
            }
        }
        return env;
    }

    /** The node on whose executor this thread runs, or {@code null}. */
    public static Computer currentComputer() {
        Executor e = Executor.currentExecutor();
        return e == null ? null : e.getOwner();
    }

    @Override
    public Object getTarget() {
        return this;
    }
}
