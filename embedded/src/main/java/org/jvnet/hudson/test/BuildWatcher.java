package org.jvnet.hudson.test;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.junit.rules.ExternalResource;

/** Copies the logs of builds to standard output as they grow. */
public final class BuildWatcher extends ExternalResource {
    private static final long PERIOD_MILLIS = 100;

    private final Map<String, Long> shown = new ConcurrentHashMap<>();
    private ScheduledExecutorService timer;

    @Override
    protected void before() {
        timer = Executors.newSingleThreadScheduledExecutor(ModelAccess.daemons("BuildWatcher"));
        timer.scheduleWithFixedDelay(this::show, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void after() {
        show();
        timer.shutdownNow();
    }

    private void show() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins == null) {
            return;
        }
        for (Job<?, ?> job : jenkins.getAllItems(Job.class)) {
            for (Run<?, ?> run : job.getBuilds()) {
                show(run);
            }
        }
    }

    private void show(Run<?, ?> run) {
        try (InputStream log = run.getLogInputStream()) {
            long from = shown.getOrDefault(run.getRootDir().getPath(), 0L);
            log.skipNBytes(from);
            byte[] fresh = log.readAllBytes();
            new String(fresh, StandardCharsets.UTF_8).lines().forEach(l -> System.out.println("[" + run + "] " + l));
            shown.put(run.getRootDir().getPath(), from + fresh.length);
        } catch (IOException x) {
            System.out.println("[" + run + "] its log cannot be read: " + x);
        }
    }
}
