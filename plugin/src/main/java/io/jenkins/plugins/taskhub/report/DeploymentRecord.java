package io.jenkins.plugins.taskhub.report;

import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a build deployed where: kept with the build, looked up by builds of this job and of those beside it. */
public final class DeploymentRecord extends BuildRecord {

    /** How a deployment ended. */
    public enum Outcome {
        /** What was asked for runs. */
        DEPLOYED("deployed"),
        /** It failed, and what ran before runs again. */
        RETURNED("failed, taken back"),
        /** It failed, and what it left has to be looked at. */
        FAILED("failed");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** For a reader. */
        public String words() {
            return words;
        }
    }

    private static final long serialVersionUID = 1L;
    private static final int BUILDS_LOOKED_AT = 100;

    private final String release;
    private final String namespace;
    private final String environment;
    private final String fromTag;
    private final String toTag;
    private final int revision;
    private final String who;
    private Outcome outcome = Outcome.DEPLOYED;
    private String image;
    private String digest;
    private long seconds = -1;

    /**
     * Describes one deployment that went well; {@link #ended} changes that.
     *
     * @param environment what people call the place; the namespace where they call it nothing else
     * @param fromTag     what ran before; null when nothing did
     * @param revision    the release's revision that this made
     * @param who         who started it; null when nobody is known
     */
    public DeploymentRecord(String release, String namespace, String environment, String fromTag, String toTag,
            int revision, Instant at, String who) {
        super(at);
        this.release = release;
        this.namespace = namespace;
        this.environment = environment;
        this.fromTag = fromTag;
        this.toTag = toTag;
        this.revision = revision;
        this.who = who;
    }

    /** Adds how it ended, and after how many seconds. */
    public DeploymentRecord ended(Outcome how, long afterSeconds) {
        outcome = how;
        seconds = afterSeconds;
        return this;
    }

    /** Adds the image that the registry had: its whole name and its digest; null where that was not asked. */
    public DeploymentRecord ofImage(String name, String itsDigest) {
        image = name;
        digest = itsDigest;
        return this;
    }

    /** Keeps the record with a build. */
    public void keepWith(Run<?, ?> run) throws IOException {
        BuildRecords.add(run, this);
    }

    /**
     * A deployment and the build that made it.
     *
     * @param job    whose build it is
     * @param number of the build
     */
    public record OfBuild(Job<?, ?> job, int number, DeploymentRecord deployment) {
        /**
         * What runs there, for the log of a build: {@code 0.1.1 since 3 days (build 41)}, and of another job's record
         * {@code task-service 0.1.0 since 2 hours (taskhub-rollback, build 7)}.
         */
        public String describe(Instant now, Run<?, ?> reader) {
            boolean own = job == reader.getParent();
            return (own ? "" : deployment.release + " ") + deployment.what() + " since "
                    + Ages.span(Duration.between(deployment.getAt(), now)) + " ("
                    + (own ? "" : job.getName() + ", ") + "build " + number + ")";
        }
    }

    /**
     * The newest deployment to an environment by any job that stands in the same folder as this build's, such as the
     * one that rolls back; where this build's job has deployed there, only of the release that it did. Looks at the
     * newest {@value #BUILDS_LOOKED_AT} builds of each job, also of those that the build's user may not see. Reads
     * files: not for the thread that runs the Pipeline.
     */
    public static Optional<OfBuild> newest(Run<?, ?> asking, String environment) {
        var job = asking.getParent();
        var own = newest(job, environment).findFirst();
        return Stream.concat(own.stream(), beside(job).flatMap(sibling -> newest(sibling, environment)
                        .filter(found -> own.isEmpty() || own.get().deployment.isOfSameRelease(found.deployment))
                        .limit(1)))
                .max(Comparator.comparing(found -> found.deployment.getAt()));
    }

    private static Stream<Job<?, ?>> beside(Job<?, ?> job) {
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            return List.copyOf(job.getParent().getItems()).stream()
                    .filter(item -> item instanceof Job && item != job).map(item -> (Job<?, ?>) item);
        }
    }

    /** What a job brought to an environment, the newest first. */
    private static Stream<OfBuild> newest(Job<?, ?> job, String environment) {
        return BuildRecords.newest(job, BUILDS_LOOKED_AT).flatMap(build -> {
            var records = new ArrayList<>(build.all(DeploymentRecord.class));
            Collections.reverse(records);
            return records.stream().filter(record -> record.isDeployed() && record.environment.equals(environment))
                    .map(record -> new OfBuild(build.job(), build.number(), record));
        });
    }

    /** Whether both are of the same release in the same namespace. */
    public boolean isOfSameRelease(DeploymentRecord other) {
        return release.equals(other.release) && namespace.equals(other.namespace);
    }

    /** Whether what was asked for runs since. */
    public boolean isDeployed() {
        return outcome == Outcome.DEPLOYED;
    }

    /** The tag, or the revision where there is none. */
    public String what() {
        return toTag == null ? "revision " + revision : toTag;
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

    /** What was asked for. */
    public String getToTag() {
        return toTag;
    }

    /** The release's revision. */
    public int getRevision() {
        return revision;
    }

    /** Who started it; null when nobody is known. */
    public String getWho() {
        return who;
    }

    /** How it ended. */
    public Outcome getOutcome() {
        return outcome;
    }

    /** The whole name of the image that the registry had; null when that is not known. */
    public String getImage() {
        return image;
    }

    /** The digest that the registry had for the image; null when that is not known. */
    public String getDigest() {
        return digest;
    }

    /** How long it took; negative when that is not known. */
    public long getSeconds() {
        return seconds;
    }
}
