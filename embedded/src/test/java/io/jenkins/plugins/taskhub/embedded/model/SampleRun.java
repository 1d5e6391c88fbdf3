package io.jenkins.plugins.taskhub.embedded.model;

import hudson.model.Executor;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StreamBuildListener;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A build of a {@link SampleJob}. */
public final class SampleRun extends Run<SampleJob, SampleRun> implements Queue.Executable {
    SampleRun(SampleJob job) throws IOException {
        super(job);
    }

    SampleRun(SampleJob job, File directory) throws IOException {
        super(job, directory);
    }

    @Override
    public void run() {
        onStartBuilding();
        try (StreamBuildListener log = new StreamBuildListener(getLogFile(), StandardCharsets.UTF_8)) {
            log.started(getCauses());
            try {
                SampleJob.body.run(this);
                setResult(Result.SUCCESS);
            } catch (InterruptedException x) {
                setResult(Executor.currentExecutor().abortResult());
                Executor.currentExecutor().recordCauseOfInterruption(this, log);
            } catch (Exception x) {
                log.error(x.toString());
                setResult(Result.FAILURE);
            }
            duration = System.currentTimeMillis() - getStartTimeInMillis();
            log.finished(getResult());
            save();
        } catch (IOException x) {
            throw new UncheckedIOException(x);
        } finally {
            onEndBuilding();
        }
    }
}
