package io.jenkins.plugins.taskhub.report;

import hudson.XmlFile;
import hudson.model.AbstractItem;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * What builds keep in small: one file a build, beside {@code build.xml}. Many builds can be read without loading them,
 * nothing has to be told of a build that is deleted, and builds that run at once do not meet. Reads and writes files:
 * not for the thread that runs the Pipeline.
 */
public final class BuildRecords {
    private static final Logger LOGGER = Logger.getLogger(BuildRecords.class.getName());
    private static final String FILE = "taskhub-records.xml";
    private static final String MARK = "taskhub-delivers";
    private static final int MOST_KNOWN = 4_000;

    /**
     * The records of one build, in the order in which they came.
     *
     * @param job    whose build it is
     * @param number of the build
     */
    public record OfBuild(Job<?, ?> job, int number, List<BuildRecord> records) {
        /** Those of one kind. */
        public <T extends BuildRecord> List<T> all(Class<T> type) {
            return records.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    /** What was read of a file, and how that looked then. */
    private record Known(long modified, long length, List<BuildRecord> records) {}

    /** The files that were read last, for pages that are looked at again. */
    private static final Map<File, Known> KNOWN = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<File, Known> eldest) {
            return size() > MOST_KNOWN;
        }
    });

    private BuildRecords() {}

    /** Keeps a record with a build. Safe from several threads. */
    public static void add(Run<?, ?> run, BuildRecord record) throws IOException {
        replace(run, other -> false, record);
    }

    /** Keeps a record with a build, in place of some that it has. */
    static void replace(Run<?, ?> run, Predicate<BuildRecord> unwanted, BuildRecord record) throws IOException {
        synchronized (run) {
            XmlFile file = new XmlFile(new File(run.getRootDir(), FILE));
            var records = new ArrayList<BuildRecord>(file.exists() ? read(file) : List.of());
            records.removeIf(unwanted);
            records.add(record);
            file.write(records);
            KNOWN.remove(file.getFile());
        }
        mark(run.getParent());
    }

    /** The records of one kind that a build has so far. */
    public static <T extends BuildRecord> List<T> of(Run<?, ?> run, Class<T> type) {
        return at(run.getParent(), run.getNumber(), run.getRootDir()).all(type);
    }

    /**
     * The builds of a job that keep records, the newest first. Each is read when it is asked for.
     *
     * @param builds so many of the newest builds are looked at, those without records too
     */
    public static Stream<OfBuild> newest(Job<?, ?> job, int builds) {
        return newest(job, Integer.MAX_VALUE, builds);
    }

    /** The same, from one build back. */
    static Stream<OfBuild> newest(Job<?, ?> job, int newest, int builds) {
        File dir = job.getBuildDir();
        return numbers(job, newest).limit(builds).map(number -> at(job, number, new File(dir, number.toString())))
                .filter(build -> !build.records().isEmpty());
    }

    /** The numbers of a job's builds up to one, the greatest first, without loading any. */
    static Stream<Integer> numbers(Job<?, ?> job, int newest) {
        String[] names = job.getBuildDir().list();
        return names == null ? Stream.empty()
                : Arrays.stream(names).filter(name -> name.matches("[1-9]\\d{0,8}")).map(Integer::valueOf)
                .filter(number -> number <= newest).sorted((a, b) -> b - a);
    }

    /** Whether a job, or one below a folder, has ever kept a record: cheap enough for every page. */
    public static boolean areKeptBy(AbstractItem item) {
        return new File(item.getRootDir(), MARK).exists();
    }

    private static OfBuild at(Job<?, ?> job, int number, File dir) {
        File file = new File(dir, FILE);
        long modified = file.lastModified();
        if (modified == 0) {
            return new OfBuild(job, number, List.of());
        }
        Known known = KNOWN.get(file);
        if (known != null && known.modified == modified && known.length == file.length()) {
            return new OfBuild(job, number, known.records);
        }
        try {
            long length = file.length();
            List<BuildRecord> records = read(new XmlFile(file));
            KNOWN.put(file, new Known(modified, length, records));
            return new OfBuild(job, number, records);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "what build " + number + " of " + job.getFullName() + " did is not known", e);
            return new OfBuild(job, number, List.of());
        }
    }

    private static List<BuildRecord> read(XmlFile file) throws IOException {
        return ((List<?>) file.read()).stream().filter(Objects::nonNull).map(BuildRecord.class::cast).toList();
    }

    private static void mark(Job<?, ?> job) throws IOException {
        AbstractItem item = job;
        while (!areKeptBy(item)) {
            Path mark = item.getRootDir().toPath().resolve(MARK);
            Files.writeString(mark, "");
            ItemGroup<?> parent = item.getParent();
            if (!(parent instanceof AbstractItem above)) {
                return;
            }
            item = above;
        }
    }
}
