package io.jenkins.plugins.taskhub.report;

import hudson.model.Item;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.RunAction2;

/** The reports of a build, on a page of their own below it and in short on the build's page. */
public final class ReportAction implements RunAction2 {

    /** So many builds in a row without a report are taken for the end of those that have one. */
    private static final int GAP = 50;

    private final ArrayList<Report> reports = new ArrayList<>();
    private transient volatile Run<?, ?> run;

    private ReportAction() {}

    /** Adds a report to a build and saves it. Safe from several threads. */
    public static void add(Run<?, ?> run, Report report) throws IOException {
        synchronized (run) {
            ReportAction action = run.getAction(ReportAction.class);
            if (action == null) {
                action = new ReportAction();
                run.addAction(action);
            }
            synchronized (action.reports) {
                action.reports.add(report);
            }
            run.save();
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
        int kept = 0;
        int without = 0;
        for (Run<?, ?> run = newest; builds > 0 && run != null && without < GAP; run = run.getPreviousBuild()) {
            boolean reported = run.getAction(ReportAction.class) != null;
            without = reported ? 0 : without + 1;
            kept += reported ? 1 : 0;
            if (reported && kept > builds && !run.isBuilding()) {
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

    /** A copy of the reports, for the page. */
    public List<Report> getReports() {
        synchronized (reports) {
            return List.copyOf(reports);
        }
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
