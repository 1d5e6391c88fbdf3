package io.jenkins.plugins.taskhub.step;

import hudson.model.Cause;
import hudson.model.Run;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the people behind a build. */
public final class Starters {

    /** Who stands for a user that is not logged in. */
    public static final String NOBODY = "anonymous";

    private Starters() {}

    /** Ids of the users who started the build, or a build that triggered it, however far up. */
    public static Set<String> of(Run<?, ?> run) {
        Set<String> users = new LinkedHashSet<>();
        collect(run.getCauses(), users);
        return users;
    }

    private static void collect(List<Cause> causes, Set<String> users) {
        for (Cause cause : causes) {
            if (cause instanceof Cause.UserIdCause user) {
                users.add(user.getUserId() == null ? NOBODY : user.getUserId());
            } else if (cause instanceof Cause.UpstreamCause upstream) {
                collect(upstream.getUpstreamCauses(), users);
            }
        }
    }
}
