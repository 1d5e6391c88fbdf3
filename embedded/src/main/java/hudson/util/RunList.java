package hudson.util;

import hudson.model.Run;
import java.util.AbstractList;
import java.util.Collection;
import java.util.List;

/** Builds, the newest first. */
public class RunList<R extends Run> extends AbstractList<R> {
    private final List<R> runs;

    public RunList() {
        this.runs = List.of();
    }

    private RunList(Collection<? extends R> runs) {
        this.runs = List.copyOf(runs);
    }

    public static <R extends Run> RunList<R> fromRuns(Collection<? extends R> runs) {
        return new RunList<>(runs);
    }

    @Override
    public R get(int index) {
        return runs.get(index);
    }

    @Override
    public int size() {
        return runs.size();
    }

    public R getLastBuild() {
        return runs.isEmpty() ? null : runs.get(0);
    }

    public R getFirstBuild() {
        return runs.isEmpty() ? null : runs.get(runs.size() - 1);
    }

    public RunList<R> limit(int n) {
        return new RunList<>(runs.subList(0, Math.min(n, runs.size())));
    }

    public RunList<R> completedOnly() {
        return new RunList<>(runs.stream().filter(r -> !r.isBuilding()).toList());
    }
}
