package io.jenkins.plugins.taskhub.report;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Numbers that a build keeps so that later builds of the job can be compared with it. */
public final class TrendPoint extends InvisibleAction implements Serializable {
    /** So many builds are in a trend. */
    public static final int MOST_BUILDS = 20;

    private static final long serialVersionUID = 1L;
    private static final int BUILDS_LOOKED_AT = 100;

    private final String series;
    private final int build;
    private final String outcome;
    private final LinkedHashMap<String, Integer> numbers;

    /**
     * Describes one build.
     *
     * @param series what is compared, such as an image's name
     * @param build the build's number
     * @param outcome in a word
     * @param numbers by what they count, the same in every build
     */
    public TrendPoint(String series, int build, String outcome, Map<String, Integer> numbers) {
        this.series = series;
        this.build = build;
        this.outcome = outcome;
        this.numbers = new LinkedHashMap<>(numbers);
    }

    /** Keeps the numbers with a build, in place of those that it has of the same series, and saves it. */
    public void keepWith(Run<?, ?> run) throws IOException {
        synchronized (run) {
            run.getActions(TrendPoint.class).stream().filter(other -> other.series.equals(series)).toList()
                    .forEach(run::removeAction);
            run.addAction(this);
            run.save();
        }
    }

    /**
     * The numbers of the newest builds of a job, the oldest of them first. Reads builds from disk: not for the thread
     * that runs the Pipeline.
     *
     * @param newest where to begin to look back
     */
    public static List<TrendPoint> series(Run<?, ?> newest, String series) {
        var points = new ArrayList<>(Stream.<Run<?, ?>>iterate(newest, Objects::nonNull, Run::getPreviousBuild)
                .limit(BUILDS_LOOKED_AT).flatMap(run -> run.getActions(TrendPoint.class).stream())
                .filter(point -> point.series.equals(series)).limit(MOST_BUILDS).toList());
        Collections.reverse(points);
        return points;
    }

    /** What is compared. */
    public String getSeries() {
        return series;
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
