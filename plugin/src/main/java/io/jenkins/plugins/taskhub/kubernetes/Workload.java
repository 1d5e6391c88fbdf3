package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * Something that runs pods and can become ready.
 *
 * @param kind      what it is
 * @param namespace where it is
 * @param name      its name
 */
public record Workload(Kind kind, String namespace, String name) implements Serializable {

    /** The kinds whose rollout can be watched. */
    public enum Kind {
        /** apps/v1 Deployment. */
        DEPLOYMENT("Deployment"),
        /** apps/v1 StatefulSet. */
        STATEFUL_SET("StatefulSet"),
        /** apps/v1 DaemonSet. */
        DAEMON_SET("DaemonSet"),
        /** batch/v1 Job; ready means complete. */
        JOB("Job");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** The kind as it stands in a manifest. */
        public String title() {
            return title;
        }

        /** The kind of this name in a manifest, if it is one that can be watched. */
        public static Optional<Kind> of(String title) {
            return Arrays.stream(values()).filter(k -> k.title.equals(title)).findFirst();
        }
    }

    /** {@code Deployment/task-service}. */
    @Override
    public String toString() {
        return kind.title() + "/" + name;
    }
}
