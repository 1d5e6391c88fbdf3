package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.model.Job;
import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The builds of a job, newest first; read from its directory when they are first asked for.
 *
 * @param <R> the class of the builds
 */
public final class BuildStore<R extends Run<?, R>> {
    private static final Logger LOGGER = Logger.getLogger(BuildStore.class.getName());

    private final Job<?, ?> job;
    private final TreeMap<Integer, R> builds = new TreeMap<>(Collections.reverseOrder());
    private boolean loaded;

    public BuildStore(Job<?, ?> job) {
        this.job = job;
    }

    /** Reads a build. */
    @FunctionalInterface
    public interface Reader<R> {
        R read(File directory) throws IOException;
    }

    /** All builds by their numbers. */
    public synchronized SortedMap<Integer, R> all(Reader<R> reader) {
        if (!loaded) {
            loaded = true;
            var directories = job.getBuildDir().listFiles(each -> each.isDirectory() && each.getName().matches("\\d+"));
            for (var directory : directories == null ? new File[0] : directories) {
                var number = Integer.parseInt(directory.getName());
                if (!builds.containsKey(number)) {
                    try {
                        builds.put(number, reader.read(directory));
                    } catch (IOException | RuntimeException failure) {
                        LOGGER.log(Level.WARNING, failure, () -> "cannot read the build in " + directory);
                    }
                }
            }
        }
        return Collections.unmodifiableSortedMap(new TreeMap<>(builds));
    }

    public synchronized void add(R run) {
        builds.put(run.getNumber(), run);
    }

    public synchronized void remove(Run<?, ?> run) {
        builds.remove(run.getNumber());
    }
}
