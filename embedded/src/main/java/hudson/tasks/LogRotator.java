package hudson.tasks;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.model.BuildDiscarder;
import jenkins.model.BuildDiscarderDescriptor;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Keeps builds for so many days, and so many of them. The last successful build is kept. */
public class LogRotator extends BuildDiscarder {
    private final int daysToKeep;
    private final int numToKeep;
    private final int artifactDaysToKeep;
    private final int artifactNumToKeep;

    @DataBoundConstructor
    public LogRotator(String daysToKeepStr, String numToKeepStr, String artifactDaysToKeepStr,
            String artifactNumToKeepStr) {
        this(parse(daysToKeepStr), parse(numToKeepStr), parse(artifactDaysToKeepStr), parse(artifactNumToKeepStr));
    }

    /** {@code -1} stands for no limit. */
    public LogRotator(int daysToKeep, int numToKeep, int artifactDaysToKeep, int artifactNumToKeep) {
        this.daysToKeep = daysToKeep;
        this.numToKeep = numToKeep;
        this.artifactDaysToKeep = artifactDaysToKeep;
        this.artifactNumToKeep = artifactNumToKeep;
    }

    public static int parse(String p) {
        try {
            return p == null ? -1 : Integer.parseInt(p.trim());
        } catch (NumberFormatException x) {
            return -1;
        }
    }

    @Override
    public void perform(Job<?, ?> job) throws IOException, InterruptedException {
        long now = System.currentTimeMillis();
        int position = 0;
        for (Run<?, ?> run : List.copyOf(job.getBuilds())) {
            position++;
            if (run.isBuilding() || run == job.getLastSuccessfulBuild() || run == job.getLastStableBuild()) {
                continue;
            }
            long age = now - run.getTimeInMillis();
            if (exceeds(position, age, numToKeep, daysToKeep)) {
                run.delete();
            } else if (exceeds(position, age, artifactNumToKeep, artifactDaysToKeep)) {
                run.deleteArtifacts();
            }
        }
    }

    private static boolean exceeds(int position, long age, int number, int days) {
        return number != -1 && position > number || days != -1 && age > TimeUnit.DAYS.toMillis(days);
    }

    public int getDaysToKeep() {
        return daysToKeep;
    }

    public int getNumToKeep() {
        return numToKeep;
    }

    public int getArtifactDaysToKeep() {
        return artifactDaysToKeep;
    }

    public int getArtifactNumToKeep() {
        return artifactNumToKeep;
    }

    /** The descriptor. */
    @Extension
    @Symbol("logRotator")
    public static final class LRDescriptor extends BuildDiscarderDescriptor {
        @Override
        public String getDisplayName() {
            return "Log Rotation";
        }
    }
}
