package io.jenkins.plugins.taskhub.embedded.model;

import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The builds of a job: {@code builds/N/build.xml}. Directories are listed once; a build is read when it is asked
 * for.
 */
public final class BuildStore<R extends Run<?, R>> {
    private static final Logger LOGGER = Logger.getLogger(BuildStore.class.getName());

    private final File directory;
    private final Reader<R> reader;
    private final NavigableMap<Integer, Optional<R>> builds = new TreeMap<>(Comparator.reverseOrder());

    /** Reads a build from its directory. */
    @FunctionalInterface
    public interface Reader<R> {
        R read(File directory) throws IOException;
    }

    public BuildStore(File directory, Reader<R> reader) {
        this.directory = directory;
        this.reader = reader;
        String[] names = directory.list((d, name) -> name.matches("[1-9][0-9]{0,8}"));
        for (String name : names == null ? new String[0] : names) {
            if (new File(directory, name + "/build.xml").exists()) {
                builds.put(Integer.valueOf(name), Optional.empty());
            }
        }
    }

    public synchronized void add(R run) {
        builds.put(run.getNumber(), Optional.of(run));
    }

    public synchronized void remove(R run) {
        builds.remove(run.getNumber());
    }

    /** All builds that can be read, the newest first; a copy. */
    public synchronized SortedMap<Integer, R> all() {
        SortedMap<Integer, R> all = new TreeMap<>(Comparator.reverseOrder());
        for (Integer number : List.copyOf(builds.keySet())) {
            R run = get(number);
            if (run != null) {
                all.put(number, run);
            }
        }
        return all;
    }

    /** The build of that number, or {@code null}. */
    public synchronized R get(int number) {
        Optional<R> known = builds.get(number);
        if (known == null || known.isPresent()) {
            return known == null ? null : known.get();
        }
        try {
            R run = reader.read(new File(directory, Integer.toString(number)));
            builds.put(number, Optional.of(run));
            return run;
        } catch (IOException | RuntimeException x) {
            LOGGER.log(Level.WARNING, "Failed to load build " + number + " of " + directory, x);
            builds.remove(number);
            return null;
        }
    }

    /** The newest build whose number is lower. */
    public synchronized R before(int number) {
        Integer key = builds.higherKey(number);
        return key == null ? null : get(key);
    }

    /** The oldest build whose number is higher. */
    public synchronized R after(int number) {
        Integer key = builds.lowerKey(number);
        return key == null ? null : get(key);
    }
}
