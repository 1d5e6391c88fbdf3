package io.jenkins.plugins.taskhub.embedded.steps;

import java.util.ArrayList;
import java.util.List;

import hudson.model.Job;
import hudson.model.JobProperty;

/** What would start the job by itself on a Jenkins controller. Recorded only: here somebody starts it. */
public final class RecordedTriggers extends JobProperty<Job<?, ?>> {
    private final List<String> triggers;

    /** Takes lines such as {@code cron(H 4 * * *)}. */
    public RecordedTriggers(List<String> triggers) {
        this.triggers = new ArrayList<>(triggers);
    }

    public List<String> getTriggers() {
        return List.copyOf(triggers);
    }
}
