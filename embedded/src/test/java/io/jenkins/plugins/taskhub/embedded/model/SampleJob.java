package io.jenkins.plugins.taskhub.embedded.model;

import hudson.Extension;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;
import io.jenkins.plugins.taskhub.embedded.cps.BuildStore;
import java.io.IOException;
import java.util.SortedMap;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;

/** A job whose builds do what a test says, on an executor of their own. */
public final class SampleJob extends Job<SampleJob, SampleRun>
        implements ParameterizedJobMixIn.ParameterizedJob<SampleJob, SampleRun>, TopLevelItem, Queue.FlyweightTask {
    /** What builds do; set by tests. */
    static volatile Body body = run -> { };

    private transient BuildStore<SampleRun> builds;

    /** The work of a build. */
    @FunctionalInterface
    interface Body {
        void run(SampleRun run) throws Exception;
    }

    SampleJob(ItemGroup<?> parent, String name) {
        super(parent, name);
    }

    BuildStore<SampleRun> builds() {
        if (builds == null) {
            builds = new BuildStore<>(this);
        }
        return builds;
    }

    @Override
    public boolean isBuildable() {
        return true;
    }

    @Override
    protected SortedMap<Integer, SampleRun> _getRuns() {
        return builds().all(directory -> new SampleRun(this, directory));
    }

    @Override
    protected void removeRun(SampleRun run) {
        builds().remove(run);
    }

    @Override
    public SampleRun createExecutable() throws IOException {
        SampleRun run = new SampleRun(this);
        builds().add(run);
        return run;
    }

    @Override
    public TopLevelItemDescriptor getDescriptor() {
        return (TopLevelItemDescriptor) Jenkins.get().getDescriptorOrDie(SampleJob.class);
    }

    /** The descriptor. */
    @Extension
    public static final class DescriptorImpl extends TopLevelItemDescriptor {
        @Override
        public TopLevelItem newInstance(@SuppressWarnings("rawtypes") ItemGroup parent, String name) {
            return new SampleJob(parent, name);
        }
    }
}
