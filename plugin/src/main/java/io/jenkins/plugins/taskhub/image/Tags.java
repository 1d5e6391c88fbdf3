package io.jenkins.plugins.taskhub.image;

import hudson.EnvVars;
import java.util.ArrayList;
import java.util.Optional;

/** The tag of an image for which none is given: {@code <branch>-<short commit>-<build number>}. */
final class Tags {
    private static final int LONGEST = 128;

    private Tags() {}

    /**
     * Makes a valid tag; what is not known is left out.
     *
     * @param branch may be null, and may hold what a tag may not
     * @param commit may be null
     */
    static String of(String branch, Commit commit, int build) {
        var end = new ArrayList<String>();
        if (commit != null) {
            end.add(commit.shortId());
        }
        end.add(Integer.toString(build));
        String tail = String.join("-", end);
        String head = branch == null ? "" : valid(branch);
        head = head.substring(0, Math.min(head.length(), LONGEST - tail.length() - 1)).replaceFirst("[.-]+$", "");
        return head.isEmpty() ? tail : head + "-" + tail;
    }

    /** The branch that Jenkins names in the step's environment. */
    static Optional<String> branch(EnvVars env) {
        for (String name : new String[] {"BRANCH_NAME", "GIT_LOCAL_BRANCH", "GIT_BRANCH"}) {
            String branch = env.get(name, "");
            if (!branch.isEmpty() && !branch.equals("HEAD") && !branch.equals("detached")) {
                return Optional.of(branch.replaceFirst("^(refs/heads/|(refs/remotes/)?origin/)", ""));
            }
        }
        return Optional.empty();
    }

    private static String valid(String branch) {
        return branch.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("-{2,}", "-").replaceFirst("^[.-]+", "");
    }
}
