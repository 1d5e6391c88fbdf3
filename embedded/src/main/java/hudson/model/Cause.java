package hudson.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jenkins.model.Jenkins;

/** Why a build was started. */
public abstract class Cause {
    public abstract String getShortDescription();

    public void onAddedTo(Run build) {
    }

    public void onLoad(Run<?, ?> build) {
    }

    public void print(TaskListener listener) {
        listener.getLogger().println(getShortDescription());
    }

    /** Someone started the build. */
    public static class UserIdCause extends Cause {
        private final String userId;

        public UserIdCause() {
            this(User.current() == null ? null : User.current().getId());
        }

        public UserIdCause(String userId) {
            this.userId = userId;
        }

        public String getUserId() {
            return userId;
        }

        public String getUserName() {
            User user = userId == null ? null : User.getById(userId, false);
            return user == null ? "anonymous" : user.getDisplayName();
        }

        @Override
        public String getShortDescription() {
            User user = userId == null ? null : User.getById(userId, false);
            String name = user != null ? user.getDisplayName() : userId != null ? userId : "anonymous";
            return "Started by user " + name;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof UserIdCause other && Objects.equals(userId, other.userId);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(userId);
        }
    }

    /** Another build started the build. */
    public static class UpstreamCause extends Cause {
        private final String upstreamProject;
        private final String upstreamUrl;
        private final int upstreamBuild;
        private final List<Cause> upstreamCauses;

        public UpstreamCause(Run<?, ?> up) {
            upstreamProject = up.getParent().getFullName();
            upstreamUrl = up.getParent().getUrl();
            upstreamBuild = up.getNumber();
            upstreamCauses = new ArrayList<>(up.getCauses());
        }

        public boolean pointsTo(Job<?, ?> j) {
            return j.getFullName().equals(upstreamProject);
        }

        public boolean pointsTo(Run<?, ?> r) {
            return r.getNumber() == upstreamBuild && pointsTo(r.getParent());
        }

        public String getUpstreamProject() {
            return upstreamProject;
        }

        public int getUpstreamBuild() {
            return upstreamBuild;
        }

        public String getUpstreamUrl() {
            return upstreamUrl;
        }

        public List<Cause> getUpstreamCauses() {
            return upstreamCauses;
        }

        public Run<?, ?> getUpstreamRun() {
            Job<?, ?> job = Jenkins.get().getItemByFullName(upstreamProject, Job.class);
            return job == null ? null : job.getBuildByNumber(upstreamBuild);
        }

        @Override
        public String getShortDescription() {
            return "Started by upstream project \"" + upstreamProject.replace("/", " » ")
                    + "\" build number " + upstreamBuild;
        }

        @Override
        public void print(TaskListener listener) {
            print(listener, 0);
        }

        private void print(TaskListener listener, int depth) {
            String indent = " ".repeat(depth);
            listener.getLogger().println(indent + getShortDescription());
            if (upstreamCauses.isEmpty()) {
                return;
            }
            listener.getLogger().println(indent + "originally caused by:");
            for (Cause cause : upstreamCauses) {
                if (cause instanceof UpstreamCause upstream) {
                    upstream.print(listener, depth + 1);
                } else {
                    listener.getLogger().println(indent + " " + cause.getShortDescription());
                }
            }
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof UpstreamCause other && upstreamBuild == other.upstreamBuild
                    && upstreamProject.equals(other.upstreamProject) && upstreamCauses.equals(other.upstreamCauses);
        }

        @Override
        public int hashCode() {
            return Objects.hash(upstreamProject, upstreamBuild);
        }
    }
}
