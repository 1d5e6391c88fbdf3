package io.jenkins.plugins.taskhub.report;

import hudson.model.Run;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers that a build keeps so that later builds of the job can be compared with it. */
public final class TrendPoint extends BuildRecord {
    /** So many builds are in a trend. */
    public static final int MOST_BUILDS = 20;

    private static final long serialVersionUID = 1L;
    private static final int BUILDS_LOOKED_AT = 100;

    private final String series;
    private final String subject;
    private final int build;
    private final String outcome;
    private final LinkedHashMap<String, Integer> numbers;

    /**
     * Describes one build.
     *
     * @param series what is compared, such as an image's name
     * @param subject what was counted in this build, such as an image with its tag
     * @param build the build's number
     * @param outcome in a word
     * @param numbers by what they count, the same in every build
     */
    public TrendPoint(Instant at, String series, String subject, int build, String outcome,
            Map<String, Integer> numbers) {
        super(at);
        this.series = series;
        this.subject = subject;
        this.build = build;
        this.outcome = outcome;
        this.numbers = new LinkedHashMap<>(numbers);
    }

    /** Keeps the numbers with a build, in place of those that it has of the same series. */
    public void keepWith(Run<?, ?> run) throws IOException {
        BuildRecords.replace(run, other -> other instanceof TrendPoint point && point.series.equals(series), this);
    }

    /**
     * The numbers of the newest builds of a job, the oldest of them first. Reads files: not for the thread that runs
     * the Pipeline.
     *
     * @param newest where to begin to look back
     */
    public static List<TrendPoint> series(Run<?, ?> newest, String series) {
        var points = new ArrayList<>(BuildRecords.newest(newest.getParent(), newest.getNumber(), BUILDS_LOOKED_AT)
                .flatMap(build -> build.all(TrendPoint.class).stream())
                .filter(point -> point.series.equals(series)).limit(MOST_BUILDS).toList());
        Collections.reverse(points);
        return points;
    }

    /** What is compared. */
    public String getSeries() {
        return series;
    }

    /** What was counted in this build. */
    public String getSubject() {
        return subject;
    }

    /** The build's number. */
    public int getBuild() {
        return build;
    }

    /** The outcome in a word. */
    public String getOutcome() {
        return outcome;
    }

    /** The numbers, by what they count. */
    public Map<String, Integer> getNumbers() {
        return Collections.unmodifiableMap(numbers);
    }
}
