package hudson.model.queue;

import hudson.model.Item;
import hudson.model.Queue;
import org.springframework.security.core.Authentication;

/** Helpers for tasks. */
public class Tasks {
    public static Queue.Task getOwnerTaskOf(SubTask t) {
        return t.getOwnerTask();
    }

    public static Item getItemOf(SubTask t) {
        Queue.Task task = t.getOwnerTask();
        return task instanceof Item item ? item : null;
    }

    /** As whom a task runs: the controller, where nothing else is configured. */
    public static Authentication getAuthenticationOf2(Queue.Task t) {
        return t.getDefaultAuthentication2();
    }
}
