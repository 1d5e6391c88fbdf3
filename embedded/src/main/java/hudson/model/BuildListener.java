package hudson.model;

import java.util.List;

/** Where a build writes its log. */
public interface BuildListener extends TaskListener {
    default void started(List<Cause> causes) {
        if (causes == null || causes.isEmpty()) {
            getLogger().println("Started");
        } else {
            causes.forEach(c -> c.print(this));
        }
    }

    default void finished(Result result) {
        getLogger().println("Finished: " + result);
    }
}
