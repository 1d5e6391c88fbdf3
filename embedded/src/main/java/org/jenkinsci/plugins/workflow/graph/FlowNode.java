package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Action;
import hudson.model.Actionable;
import hudson.model.Saveable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;

/** One step, or one body of a step, of a Pipeline that runs. */
public abstract class FlowNode extends Actionable implements Saveable {
    private final transient FlowExecution exec;
    private final String id;
    private final List<FlowNode> parents;

    protected FlowNode(FlowExecution exec, String id, List<FlowNode> parents) {
        this.exec = exec;
        this.id = id;
        this.parents = new ArrayList<>(parents);
    }

    protected FlowNode(FlowExecution exec, String id, FlowNode... parents) {
        this(exec, id, List.of(parents));
    }

    /** Unique in its Pipeline. */
    public String getId() {
        return id;
    }

    public FlowExecution getExecution() {
        return exec;
    }

    /** What came before; for the nodes of a Pipeline that runs, the enclosing node. */
    public List<FlowNode> getParents() {
        return Collections.unmodifiableList(parents);
    }

    /** Whether the step of this node still runs. */
    public final boolean isActive() {
        try {
            return exec != null && exec.getNode(id) == this;
        } catch (IOException unknown) {
            return false;
        }
    }

    /** The label of the node, such as the name of a stage; else what kind of node it is. */
    @Override
    public String getDisplayName() {
        var label = getAction(LabelAction.class);
        return label == null ? getTypeDisplayName() : label.getDisplayName();
    }

    /** The name of the step as a Pipeline calls it. */
    public String getDisplayFunctionName() {
        return getTypeFunctionName();
    }

    /** What kind of node this is, for people. */
    protected abstract String getTypeDisplayName();

    /** What kind of node this is, as a Pipeline calls it. */
    protected String getTypeFunctionName() {
        return getTypeDisplayName();
    }

    /** What the step failed with, or null. */
    public final ErrorAction getError() {
        return getAction(ErrorAction.class);
    }

    @Override
    public final String getSearchUrl() {
        return getId();
    }

    /** The nodes around this one, innermost first. */
    public List<? extends FlowNode> getEnclosingBlocks() {
        var found = new ArrayList<FlowNode>();
        for (FlowNode each = this; !each.getParents().isEmpty();) {
            each = each.getParents().get(0);
            found.add(each);
        }
        return found;
    }

    @Override
    @SuppressWarnings("deprecation")
    public List<Action> getActions() {
        return super.getActions();
    }

    /** Saves the Pipeline with the actions of this node. */
    @Override
    public void save() throws IOException {}

    @Override
    public boolean equals(Object o) {
        return o instanceof FlowNode other && id.equals(other.id) && exec == other.exec;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[id=" + id + "]";
    }
}
