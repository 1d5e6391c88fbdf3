package hudson.model.queue;

import hudson.model.Label;
import hudson.model.Node;
import hudson.model.TaskListener;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;

/** Why a task waits. */
public abstract class CauseOfBlockage {
    public abstract String getShortDescription();

    public void print(TaskListener listener) {
        listener.getLogger().println(getShortDescription());
    }

    @Override
    public String toString() {
        return getShortDescription();
    }

    static CauseOfBlockage text(String message) {
        return new CauseOfBlockage() {
            @Override
            public String getShortDescription() {
                return message;
            }
        };
    }

    static {
        ModelAccess.giveBlockages(CauseOfBlockage::text);
    }

    /** Every node is busy or offline. */
    public static final class BecauseLabelIsBusy extends CauseOfBlockage {
        public final Label label;

        public BecauseLabelIsBusy(Label label) {
            this.label = label;
        }

        @Override
        public String getShortDescription() {
            return label.isEmpty() ? "There are no nodes with the label ‘" + label.getName() + "’"
                    : "Waiting for next available executor on ‘" + label.getName() + "’";
        }
    }

    /** Every node of a label is offline, or there is none. */
    public static final class BecauseLabelIsOffline extends CauseOfBlockage {
        public final Label label;

        public BecauseLabelIsOffline(Label l) {
            this.label = l;
        }

        @Override
        public String getShortDescription() {
            return label.isEmpty() ? "There are no nodes with the label ‘" + label.getName() + "’"
                    : "All nodes of label ‘" + label.getName() + "’ are offline";
        }
    }

    /** The one node is busy. */
    public static final class BecauseNodeIsBusy extends CauseOfBlockage {
        public final Node node;

        public BecauseNodeIsBusy(Node node) {
            this.node = node;
        }

        @Override
        public String getShortDescription() {
            return "Waiting for next available executor on ‘"
                    + (node.getNodeName().isEmpty() ? "Built-In Node" : node.getNodeName()) + "’";
        }
    }

    /** The one node is offline. */
    public static final class BecauseNodeIsOffline extends CauseOfBlockage {
        public final Node node;

        public BecauseNodeIsOffline(Node node) {
            this.node = node;
        }

        @Override
        public String getShortDescription() {
            return "‘" + (node.getNodeName().isEmpty() ? "Built-In Node" : node.getNodeName()) + "’ is offline";
        }
    }
}
