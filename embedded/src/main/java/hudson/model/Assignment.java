package hudson.model;

import hudson.model.queue.CauseOfBlockage;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;

/** Which executor takes an item, and why none does. */
final class Assignment {
    private Assignment() {
    }

    /** A free executor for the item, or {@code null}. */
    static Executor executorFor(Queue.BuildableItem item, Jenkins jenkins) {
        if (item.task instanceof Queue.FlyweightTask) {
            return new OneOffExecutor(jenkins.toComputer());
        }
        for (Computer computer : jenkins.getComputers()) {
            Node node = computer.getNode();
            if (node != null && computer.isOnline() && computer.isAcceptingTasks() && node.canTake(item) == null) {
                for (Executor executor : computer.getExecutors()) {
                    if (executor.isIdle()) {
                        return executor;
                    }
                }
            }
        }
        return null;
    }

    /** Why nobody takes the item, in Jenkins' words. */
    static CauseOfBlockage whyNot(Queue.BuildableItem item, Jenkins jenkins) {
        Label label = item.getAssignedLabel();
        if (label == null) {
            List<Node> nodes = new ArrayList<>(jenkins.getNodes());
            nodes.add(0, jenkins);
            List<Node> usable = nodes.stream().filter(n -> n.getNumExecutors() > 0).toList();
            return usable.size() == 1 ? busy(usable.get(0))
                    : ModelAccess.blockage("Waiting for next available executor");
        }
        if (label.isEmpty() || label.isOffline()) {
            Set<Node> nodes = label.getNodes();
            return nodes.size() == 1 ? new CauseOfBlockage.BecauseNodeIsOffline(nodes.iterator().next())
                    : new CauseOfBlockage.BecauseLabelIsOffline(label);
        }
        return label.getNodes().size() == 1 ? busy(label.getNodes().iterator().next())
                : new CauseOfBlockage.BecauseLabelIsBusy(label);
    }

    private static CauseOfBlockage busy(Node node) {
        return node.toComputer().isOffline() ? new CauseOfBlockage.BecauseNodeIsOffline(node)
                : new CauseOfBlockage.BecauseNodeIsBusy(node);
    }
}
