package io.jenkins.plugins.taskhub.pages;

import io.jenkins.plugins.taskhub.report.BackupRecord;
import io.jenkins.plugins.taskhub.report.BuildRecord;
import io.jenkins.plugins.taskhub.report.BuildRecords.OfBuild;
import io.jenkins.plugins.taskhub.report.DeploymentRecord;
import io.jenkins.plugins.taskhub.report.PlatformRecord;
import io.jenkins.plugins.taskhub.report.PlatformRecord.Kind;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.report.Report.Cell;
import io.jenkins.plugins.taskhub.report.Report.Status;
import io.jenkins.plugins.taskhub.report.TrendPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Puts together what many builds know: of each place, database and target the newest. */
final class Overview {
    private static final Duration OLDEST_BACKUP = Duration.ofHours(25);
    private static final Comparator<Found<?>> BY_TIME = Comparator.comparing(found -> found.record.getAt());

    private final List<OfBuild> builds;
    private final String folderUrl;
    private final Instant now;

    /** A record and its build. */
    private record Found<T extends BuildRecord>(OfBuild build, T record) {}

    Overview(List<OfBuild> builds, String folderUrl, Instant now) {
        this.builds = builds;
        this.folderUrl = folderUrl;
        this.now = now;
    }

    private <T extends BuildRecord> List<Found<T>> all(Class<T> type, Predicate<T> wanted) {
        var found = new ArrayList<Found<T>>();
        builds.forEach(build -> build.all(type).stream().filter(wanted)
                .forEach(record -> found.add(new Found<>(build, record))));
        return found;
    }

    /** The newest of each, in the order of their names. */
    private <T extends BuildRecord> Map<String, Found<T>> newest(Class<T> type, Predicate<T> wanted,
            Function<T, String> name) {
        var newest = new TreeMap<String, Found<T>>();
        all(type, wanted).forEach(found -> newest.merge(name.apply(found.record), found,
                (one, other) -> BY_TIME.compare(one, other) > 0 ? one : other));
        return newest;
    }

    /** Which release runs in which environment. */
    Report running() {
        var rows = new ArrayList<List<Cell>>();
        var newest = newest(DeploymentRecord.class, DeploymentRecord::isDeployed,
                record -> record.getEnvironment() + "\n" + record.getNamespace() + "\n" + record.getRelease());
        boolean trouble = false;
        for (var found : newest.values()) {
            var record = found.record;
            var later = later(found);
            trouble |= later.isPresent();
            rows.add(List.of(Cell.of(record.getEnvironment()).over(record.getRelease()), Cells.what(found.build, record),
                    Cells.time(record.getAt(), now), Cells.who(found.build, record), link(found.build),
                    scan(found).orElse(Cell.of("not known")),
                    later.map(one -> Cell.of(one).marked(Status.WARNING)).orElse(Cell.of("nothing"))));
        }
        return rows.isEmpty() ? new Report("What runs", Status.NEUTRAL).fact("Deployments", "none is known")
                : new Report("What runs", trouble ? Status.WARNING : Status.NEUTRAL).sortableTable(
                        "As the builds know it that you may see", List.of("Environment", "Runs", "Since", "Who", "Build",
                        "Last scan", "Look at"), rows);
    }

    private static boolean isOfSameRelease(DeploymentRecord one, DeploymentRecord other) {
        return one.isOfSameRelease(other) && one.getEnvironment().equals(other.getEnvironment());
    }

    /** A deployment after the one that runs that failed and was not taken back. */
    private Optional<String> later(Found<DeploymentRecord> running) {
        return all(DeploymentRecord.class, record -> record.getOutcome() == DeploymentRecord.Outcome.FAILED
                && isOfSameRelease(record, running.record) && record.getAt().isAfter(running.record.getAt()))
                .stream().max(BY_TIME)
                .map(found -> found.record.what() + " failed after it: " + name(found.build));
    }

    /** The newest scan of the image that runs. */
    private Optional<Cell> scan(Found<DeploymentRecord> running) {
        String image = running.record.getImage();
        String digest = Cells.digest(running.build, running.record);
        return all(TrendPoint.class, point -> point.getSubject() != null && (point.getSubject().equals(image)
                || digest != null && point.getSubject().endsWith("@" + digest))).stream().max(BY_TIME)
                .map(found -> Cell.of(found.record.getOutcome() + ", " + worst(found.record))
                        .linkedTo(address(found.build) + "taskhub/")
                        .over(Cells.age(found.record.getAt(), now) + ", " + name(found.build)));
    }

    private static String worst(TrendPoint point) {
        return point.getNumbers().entrySet().stream().filter(count -> count.getValue() > 0).findFirst()
                .map(count -> count.getValue() + " " + count.getKey()).orElse("nothing found");
    }

    /** The last verified backup of each namespace. */
    Report backups() {
        var rows = new ArrayList<List<Cell>>();
        var newest = newest(BackupRecord.class, BackupRecord::isVerified, BackupRecord::getNamespace);
        boolean trouble = false;
        for (var found : newest.values()) {
            var record = found.record;
            boolean old = Duration.between(record.getAt(), now).compareTo(OLDEST_BACKUP) > 0;
            trouble |= old;
            var time = Cells.time(record.getAt(), now);
            rows.add(List.of(Cell.of(record.getNamespace()), time, old ? Cell.of("too old").marked(Status.WARNING)
                    : Cell.of("fresh"), Cell.of(record.getFile()), Cells.size(record.getBytes()), link(found.build)));
        }
        for (String namespace : newest(BackupRecord.class, record -> !newest.containsKey(record.getNamespace()),
                BackupRecord::getNamespace).keySet()) {
            trouble = true;
            rows.add(List.of(Cell.of(namespace), Cell.of(""), Cell.of("none verified").marked(Status.WARNING)));
        }
        return rows.isEmpty() ? new Report("Backups", Status.NEUTRAL).fact("Verified backups", "none is known")
                : new Report("Backups", trouble ? Status.WARNING : Status.GOOD).sortableTable(
                        "The last verified backup of each namespace",
                        List.of("Namespace", "Made", "State", "Dump", "Size", "Build"), rows);
    }

    /** The last run over each target, and what the last look for drift found. */
    Report platform() {
        var rows = new ArrayList<List<Cell>>();
        var applied = newest(PlatformRecord.class, run -> run.getKind() == Kind.APPLY, PlatformRecord::getTarget);
        var drift = newest(PlatformRecord.class, run -> run.getKind() == Kind.DRIFT, PlatformRecord::getTarget);
        var targets = newest(PlatformRecord.class, run -> run.getKind() != Kind.PLAN, PlatformRecord::getTarget);
        boolean trouble = false;
        for (String target : targets.keySet()) {
            var looked = Optional.ofNullable(drift.get(target));
            boolean mended = looked.isPresent() && applied.containsKey(target)
                    && BY_TIME.compare(applied.get(target), looked.get()) > 0;
            boolean drifted = looked.isPresent() && looked.get().record.getChanges() > 0 && !mended;
            trouble |= drifted;
            var cells = new ArrayList<Cell>(List.of(Cell.of(target)));
            cells.addAll(run(Optional.ofNullable(applied.get(target)), null));
            cells.addAll(run(looked, drifted ? Status.WARNING : null));
            rows.add(cells);
        }
        return rows.isEmpty() ? new Report("Platform", Status.NEUTRAL).fact("Runs over the platform", "none is known")
                : new Report("Platform", trouble ? Status.WARNING : Status.GOOD).sortableTable(
                        "Each target", List.of("Target", "Last applied", "Was to do", "Build", "Last looked for drift",
                        "Found", "Build"), rows);
    }

    private List<Cell> run(Optional<Found<PlatformRecord>> found, Status mark) {
        return found.map(one -> List.of(Cells.time(one.record.getAt(), now),
                Cell.of(one.record.getVerdict()).marked(mark), link(one.build)))
                .orElse(List.of(Cell.of("not known"), Cell.of(""), Cell.of("")));
    }

    private static String name(OfBuild build) {
        return build.job().getName() + " #" + build.number();
    }

    private Cell link(OfBuild build) {
        return Cell.of(name(build)).linkedTo(address(build));
    }

    /** As seen from the page of the folder. */
    private String address(OfBuild build) {
        String url = build.job().getUrl();
        return "../" + (url.startsWith(folderUrl) ? url.substring(folderUrl.length()) : url) + build.number() + "/";
    }
}
