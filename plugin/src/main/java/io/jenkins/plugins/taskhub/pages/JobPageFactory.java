package io.jenkins.plugins.taskhub.pages;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import io.jenkins.plugins.taskhub.report.BuildRecords;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives the page to the jobs that have something to show on it. */
@Extension
@SuppressWarnings("rawtypes")
public final class JobPageFactory extends TransientActionFactory<Job> {
    @Override
    public Class<Job> type() {
        return Job.class;
    }

    @Override
    public Collection<? extends Action> createFor(Job job) {
        return BuildRecords.areKeptBy(job) ? List.of(new JobPage((Job<?, ?>) job)) : List.of();
    }
}
