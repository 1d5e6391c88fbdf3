package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.model.Action;
import hudson.model.Run;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;

/** A step, or a body of one, of a Pipeline that runs. */
final class StepFlowNode extends FlowNode implements StepNode, Serializable {
    private static final long serialVersionUID = 1L;

    private final transient StepFlowNode outer;
    private final transient String function;
    private final transient boolean body;

    StepFlowNode(PipelineExecution execution, String id, StepFlowNode outer, String function, boolean body) {
        super(execution, id, outer == null ? List.of() : List.of(outer));
        this.outer = outer;
        this.function = function;
        this.body = body;
    }

    StepFlowNode outer() {
        return outer;
    }

    boolean isBody() {
        return body;
    }

    /** The name of the branch that starts here, or null. */
    String branch() {
        var name = getAction(ThreadNameAction.class);
        return name == null ? null : name.getThreadName();
    }

    @Override
    public StepDescriptor getDescriptor() {
        return StepDescriptor.byFunctionName(function);
    }

    @Override
    protected String getTypeDisplayName() {
        var descriptor = getDescriptor();
        var name = descriptor == null ? function : descriptor.getDisplayName();
        return body ? name + " : Body : Start" : name;
    }

    @Override
    protected String getTypeFunctionName() {
        return body ? "{" : function;
    }

    private Object writeReplace() {
        return new Saved(getId(), outer, function, body, SavedAction.listOf(getActions()));
    }

    /** How a node is saved. */
    private record Saved(String id, StepFlowNode outer, String function, boolean body, ArrayList<SavedAction> actions)
            implements Serializable {
        private Object readResolve() {
            var node = new StepFlowNode(ProgramInput.loading(), id, outer, function, body);
            for (var action : actions) {
                node.addAction(action.restore());
            }
            return node;
        }
    }

    /** Names a branch of a parallel. */
    record Branch(String name) implements ThreadNameAction, Serializable {
        @Override
        public String getThreadName() {
            return name;
        }

        @Override
        public String getIconFileName() {
            return null;
        }

        @Override
        public String getDisplayName() {
            return "Branch: " + name;
        }

        @Override
        public String getUrlName() {
            return null;
        }
    }

    /** How an action of a node is saved: actions need not be serialisable. */
    private record SavedAction(Action serializable, String xml) implements Serializable {
        static ArrayList<SavedAction> listOf(List<? extends Action> actions) {
            var saved = new ArrayList<SavedAction>();
            for (var action : actions) {
                saved.add(action instanceof Serializable ? new SavedAction(action, null)
                        : new SavedAction(null, Run.XSTREAM2.toXML(action)));
            }
            return saved;
        }

        Action restore() {
            return serializable != null ? serializable : (Action) Run.XSTREAM2.fromXML(xml);
        }
    }
}
