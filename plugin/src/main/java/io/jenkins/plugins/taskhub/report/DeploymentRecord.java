package io.jenkins.plugins.taskhub.report;

import hudson.model.InvisibleAction;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.RunAction2;

/** What a build deployed where: kept with the build, looked up by builds of this job and of those beside it. */
public final class DeploymentRecord extends InvisibleAction implements RunAction2 {

    private static final int BUILDS_LOOKED_AT = 100;

    private final String release;
    private final String namespace;
    private final String environment;
    private final String fromTag;
    private final String toTag;
    private final int revision;
    private final long at;
    private final String who;
    private final int build;
    private transient Run<?, ?> run;

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
     * The newest deployment to an environment by any job that stands in the same folder as this build's, such as the
     * one that rolls back; where this build's job has deployed there, only of the release that it did. Looks at the
     * newest {@value #BUILDS_LOOKED_AT} builds of each job, also of those that the build's user may not see. Reads
     * builds from disk: not for the thread that runs the Pipeline.
     */
    public static Optional<DeploymentRecord> newest(Run<?, ?> asking, String environment) {
        var job = asking.getParent();
        var own = newest(job).filter(record -> record.environment.equals(environment)).findFirst();
        return Stream.concat(own.stream(), beside(job).map(sibling -> newest(sibling)
                        .filter(record -> record.environment.equals(environment))
                        .filter(record -> own.isEmpty() || own.get().isOfSameRelease(record)).findFirst())
                .flatMap(Optional::stream)).max(Comparator.comparingLong(record -> record.at));
    }

    private static Stream<Job<?, ?>> beside(Job<?, ?> job) {
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            return List.copyOf(job.getParent().getItems()).stream()
                    .filter(item -> item instanceof Job && item != job).map(item -> (Job<?, ?>) item);
        }
    }

    /** The records of a job, the newest first. */
    private static Stream<DeploymentRecord> newest(Job<?, ?> job) {
        return Stream.<Run<?, ?>>iterate(job.getLastBuild(), Objects::nonNull, Run::getPreviousBuild)
                .limit(BUILDS_LOOKED_AT).flatMap(run -> {
                    var records = new ArrayList<>(run.getActions(DeploymentRecord.class));
                    Collections.reverse(records);
                    return records.stream();
                });
    }

    private boolean isOfSameRelease(DeploymentRecord other) {
        return release.equals(other.release) && namespace.equals(other.namespace);
    }

    /**
     * What runs there, for the log of a build: {@code 0.1.1 since 3 days (build 41)}, and of another job's record
     * {@code task-service 0.1.0 since 2 hours (taskhub-rollback, build 7)}.
     */
    public String describe(Instant now, Run<?, ?> reader) {
        boolean own = run.getParent() == reader.getParent();
        String what = toTag == null ? "revision " + revision : toTag;
        return (own ? what : release + " " + what) + " since " + span(Duration.between(getAt(), now)) + " ("
                + (own ? "" : run.getParent().getName() + ", ") + "build " + build + ")";
    }

    @Override
    public void onAttached(Run<?, ?> attachedTo) {
        run = attachedTo;
    }

    @Override
    public void onLoad(Run<?, ?> loaded) {
        run = loaded;
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
