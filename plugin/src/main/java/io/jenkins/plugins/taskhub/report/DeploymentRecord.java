package io.jenkins.plugins.taskhub.report;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a build deployed where: kept with the build, looked up by later builds of the same job. */
public final class DeploymentRecord extends InvisibleAction {

    private static final int BUILDS_LOOKED_AT = 200;

    private final String release;
    private final String namespace;
    private final String environment;
    private final String fromTag;
    private final String toTag;
    private final int revision;
    private final long at;
    private final String who;
    private final int build;

    /**
     * Describes one deployment.
     *
     * @param environment what people call the place; the namespace where they call it nothing else
     * @param fromTag     what ran before; null when nothing did
     * @param revision    the release's revision that this made
     * @param who         who started or approved it; null when nobody is known
     * @param build       the number of the build
     */
    public DeploymentRecord(String release, String namespace, String environment, String fromTag, String toTag,
            int revision, Instant at, String who, int build) {
        this.release = release;
        this.namespace = namespace;
        this.environment = environment;
        this.fromTag = fromTag;
        this.toTag = toTag;
        this.revision = revision;
        this.at = at.toEpochMilli();
        this.who = who;
        this.build = build;
    }

    /** Keeps the record with a build and saves it. */
    public void keepWith(Run<?, ?> run) throws IOException {
        run.addAction(this);
        run.save();
    }

    /**
     * The newest deployment to an environment that this build or one of the 200 before it made. Reads builds from disk:
     * not for the thread that runs the Pipeline.
     */
    public static Optional<DeploymentRecord> newest(Run<?, ?> from, String environment) {
        Run<?, ?> run = from;
        for (int i = 0; run != null && i <= BUILDS_LOOKED_AT; i++) {
            List<DeploymentRecord> records = run.getActions(DeploymentRecord.class);
            for (int j = records.size() - 1; j >= 0; j--) {
                if (environment.equals(records.get(j).environment)) {
                    return Optional.of(records.get(j));
                }
            }
            run = run.getPreviousBuild();
        }
        return Optional.empty();
    }

    /** What runs there, for a log: {@code 0.1.1 since 3 days (build 41)}. */
    public String describe(Instant now) {
        return toTag + " since " + span(Duration.between(getAt(), now)) + " (build " + build + ")";
    }

    /** The release's name. */
    public String getRelease() {
        return release;
    }

    /** The release's namespace. */
    public String getNamespace() {
        return namespace;
    }

    /** What people call the place. */
    public String getEnvironment() {
        return environment;
    }

    /** What ran before; null when nothing did. */
    public String getFromTag() {
        return fromTag;
    }

    /** What runs since. */
    public String getToTag() {
        return toTag;
    }

    /** The release's revision. */
    public int getRevision() {
        return revision;
    }

    /** When it was done. */
    public Instant getAt() {
        return Instant.ofEpochMilli(at);
    }

    /** Who started or approved it; null when nobody is known. */
    public String getWho() {
        return who;
    }

    /** The number of the build. */
    public int getBuild() {
        return build;
    }

    private static String span(Duration duration) {
        long minutes = Math.max(0, duration.toMinutes());
        if (minutes < 1) {
            return "less than a minute";
        }
        if (minutes < 120) {
            return minutes + (minutes == 1 ? " minute" : " minutes");
        }
        return minutes < 48 * 60 ? minutes / 60 + " hours" : minutes / (24 * 60) + " days";
    }
}
