package io.jenkins.plugins.taskhub.report;

import hudson.XmlFile;
import hudson.model.Item;
import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;

/**
 * The reports of a build, on a page of their own below it and in short on the build's page. They are in a file of
 * their own, so that a build is loaded without them.
 */
public final class ReportAction implements RunAction2 {

    private static final Logger LOGGER = Logger.getLogger(ReportAction.class.getName());
    private static final String FILE = "taskhub-reports.xml";

    private transient volatile Run<?, ?> run;

    private ReportAction() {}

    /**
     * Adds a report to a build and saves it. Safe from several threads. Where the build has one of the same title that
     * had only begun, the new one takes its place and goes on with what that had to show.
     */
    public static void add(Run<?, ?> run, Report report) throws IOException {
        synchronized (run) {
            XmlFile file = file(run);
            var reports = new ArrayList<>(file.exists() ? read(file) : List.of());
            int begun = reports.size() - 1;
            while (begun >= 0 && !reports.get(begun).isBegunFor(report)) {
                begun--;
            }
            if (begun < 0) {
                reports.add(report);
            } else {
                reports.set(begun, report.after(reports.get(begun)));
            }
            file.write(reports);
            if (run.getAction(ReportAction.class) == null) {
                run.addAction(new ReportAction());
                run.save();
            }
        }
    }

    /**
     * Takes the reports of old builds away; the builds stay. Reads builds from disk: not for the thread that runs the
     * Pipeline.
     *
     * @param newest where to begin to look back
     * @param builds how many that have reports keep them; 0 for all
     */
    public static void keepNewest(Run<?, ?> newest, int builds) throws IOException {
        var job = newest.getParent();
        var reported = builds == 0 ? List.<Integer>of()
                : BuildRecords.numbers(job, newest.getNumber())
                .filter(number -> new File(new File(job.getBuildDir(), number.toString()), FILE).exists())
                .skip(builds).toList();
        for (Integer number : reported) {
            Run<?, ?> run = job.getBuildByNumber(number);
            if (run != null && !run.isBuilding()) {
                file(run).delete();
                run.removeActions(ReportAction.class);
                run.save();
            }
        }
    }

    /** The reports of a build so far, in the order in which they came. */
    public static List<Report> of(Run<?, ?> run) {
        ReportAction action = run.getAction(ReportAction.class);
        return action == null ? List.of() : action.getReports();
    }

    /** The reports, for the page; none where their file is gone or cannot be read. */
    public List<Report> getReports() {
        XmlFile file = file(run);
        try {
            return file.exists() ? read(file) : List.of();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "the reports of " + run.getFullDisplayName() + " cannot be read", e);
            return List.of(new Report(Messages.ReportAction_displayName(), Report.Status.WARNING)
                    .fact("Not shown", file.getFile().getName() + " of this build cannot be read: see Jenkins' log"));
        }
    }

    private static XmlFile file(Run<?, ?> run) {
        return new XmlFile(new File(run.getRootDir(), FILE));
    }

    private static List<Report> read(XmlFile file) throws IOException {
        return ((List<?>) file.read()).stream().map(Report.class::cast).toList();
    }

    /** The page's content: safe HTML, for those who may read the job. */
    public String getHtml() {
        run.checkPermission(Item.READ);
        return HtmlRenderer.fragment(getReports());
    }

    /** The build, for the page. */
    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public void onAttached(Run<?, ?> build) {
        run = build;
    }

    @Override
    public void onLoad(Run<?, ?> build) {
        run = build;
    }

    @Override
    public String getIconFileName() {
        return run != null && run.hasPermission(Item.READ) ? "clipboard.png" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.ReportAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "taskhub";
    }
}
