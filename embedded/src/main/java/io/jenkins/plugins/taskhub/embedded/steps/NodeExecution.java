package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import hudson.model.labels.LabelAtom;
import hudson.slaves.WorkspaceList;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/** Waits for an executor, leases a workspace, runs the body there. After a restart it takes both again. */
final class NodeExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final long PATIENCE_SECONDS = 15;

    private final String label;
    private String nodeName;
    private String workspace;
    private boolean ended;
    private transient NodeTask task;
    private transient WorkspaceList.Lease lease;

    NodeExecution(StepContext context, String label) {
        super(context);
        this.label = label;
    }

    @Override
    public boolean start() throws Exception {
        schedule(LocalSettings.get().isAnyLabel() ? null : label);
        Timer.get().schedule(this::tellThatItWaits, PATIENCE_SECONDS, TimeUnit.SECONDS);
        return false;
    }

    @Override
    public void onResume() {
        try {
            if (workspace == null) {
                start();
            } else {
                Node node = nodeName.isEmpty() ? Jenkins.get() : Jenkins.get().getNode(nodeName);
                if (node == null) {
                    throw new AbortException("The agent " + nodeName + " is gone");
                }
                schedule(node.getSelfLabel().getName());
            }
        } catch (Exception e) {
            getContext().onFailure(e);
        }
    }

    @Override
    public void stop(Throwable cause) {
        release();
        getContext().onFailure(cause);
    }

    @Override
    public String getStatus() {
        return workspace == null ? "waiting for an agent" : "running in " + workspace;
    }

    private synchronized void schedule(String wanted) throws IOException, InterruptedException {
        task = new NodeTask(this, getContext().get(Run.class), wanted);
        task.schedule();
    }

    private synchronized void tellThatItWaits() {
        try {
            String why = task == null || workspace != null || ended ? null : task.why();
            if (why != null) {
                TaskListener listener = getContext().get(TaskListener.class);
                listener.getLogger().println("Still waiting to schedule task");
                listener.getLogger().println(why);
            }
        } catch (IOException e) {
            getContext().onFailure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An executor is free; called on its thread, which is not kept. */
    synchronized void allocated(Computer computer, int executor) throws IOException, InterruptedException {
        if (ended) {
            task.release();
            return;
        }
        Node node = computer.getNode();
        if (workspace != null) {
            lease = computer.getWorkspaceList().record(node.createPath(workspace));
            return;
        }
        Run<?, ?> run = getContext().get(Run.class);
        LocalFolders folders = LocalFolders.of(run.getParent());
        FilePath wanted = folders != null && folders.getWorkspace() != null
                ? node.createPath(folders.getWorkspace()) : node.getWorkspaceFor((TopLevelItem) run.getParent());
        if (wanted == null) {
            throw new AbortException("The agent " + node.getDisplayName() + " is offline");
        }
        lease = computer.getWorkspaceList().allocate(wanted);
        lease.path.mkdirs();
        workspace = lease.path.getRemote();
        nodeName = node.getNodeName();
        getContext().get(TaskListener.class).getLogger().println("Running on " + node.getDisplayName() + " in "
                + workspace);
        getContext().newBodyInvoker()
                .withContexts(computer, lease.path, EnvironmentExpander.merge(
                        getContext().get(EnvironmentExpander.class),
                        EnvironmentExpander.constant(variables(node, executor))))
                .withCallback(new Callback(this)).start();
    }

    private Map<String, String> variables(Node node, int executor) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("NODE_NAME", nodeName.isEmpty() ? "built-in" : nodeName);
        variables.put("NODE_LABELS", node.getAssignedLabels().stream().map(LabelAtom::getName)
                .collect(Collectors.joining(" ")));
        variables.put("EXECUTOR_NUMBER", String.valueOf(executor));
        variables.put("WORKSPACE", workspace);
        variables.put("WORKSPACE_TMP", WorkspaceList.tempDir(lease.path).getRemote());
        return variables;
    }

    /** No agent can be had. */
    void failed(Throwable failure) {
        release();
        getContext().onFailure(failure);
    }

    private synchronized void release() {
        ended = true;
        if (lease != null) {
            lease.release();
            lease = null;
        }
        if (task != null) {
            task.release();
            task = null;
        }
    }

    private static final class Callback extends BodyExecutionCallback.TailCall {
        private static final long serialVersionUID = 1L;
        private final NodeExecution execution;

        Callback(NodeExecution execution) {
            this.execution = execution;
        }

        @Override
        protected void finished(StepContext context) {
            execution.release();
        }
    }
}
