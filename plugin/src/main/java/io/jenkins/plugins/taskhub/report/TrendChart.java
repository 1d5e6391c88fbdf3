package io.jenkins.plugins.taskhub.report;

import io.jenkins.plugins.taskhub.report.Report.Cell;
import io.jenkins.plugins.taskhub.report.Report.Table;
import io.jenkins.plugins.taskhub.report.Report.Trend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Draws a trend: a bar a build, its parts stacked, and a table of the same numbers. */
final class TrendChart {
    private static final int HEIGHT = 120;
    private static final int BAR = 24;
    private static final int STEP = 32;
    private static final int COLOURS = 5;

    private TrendChart() {}

    private static List<String> names(Trend trend) {
        return trend.points.isEmpty() ? List.of()
                : List.copyOf(trend.points.get(trend.points.size() - 1).getNumbers().keySet());
    }

    /** The chart, with its key; empty where there is nothing to draw. */
    static String svg(Trend trend) {
        var names = names(trend);
        if (names.isEmpty()) {
            return "";
        }
        int width = trend.points.size() * STEP;
        var out = new StringBuilder("<svg class=\"taskhub-trend\" role=\"img\" aria-label=\"")
                .append(VisibleText.plain(trend.title + ": a bar a build, the numbers are in the table below"))
                .append("\" viewBox=\"0 0 ").append(width).append(' ').append(HEIGHT + 20)
                .append("\" width=\"").append(width).append("\" height=\"").append(HEIGHT + 20).append("\">\n");
        int highest = Math.max(1, trend.points.stream().mapToInt(TrendChart::total).max().orElse(1));
        for (int i = 0; i < trend.points.size(); i++) {
            bar(out, trend.points.get(i), names, i * STEP, highest);
        }
        out.append("</svg>\n<p class=\"taskhub-keys\">");
        for (int i = 0; i < names.size(); i++) {
            out.append("<span><span class=\"taskhub-key taskhub-part-").append(Math.min(i, COLOURS - 1))
                    .append("\"></span>").append(VisibleText.line(names.get(i))).append("</span> ");
        }
        return out.append("</p>\n").toString();
    }

    private static void bar(StringBuilder out, TrendPoint point, List<String> names, int left, int highest) {
        double bottom = HEIGHT;
        for (int i = names.size() - 1; i >= 0; i--) {
            int number = point.getNumbers().getOrDefault(names.get(i), 0);
            double height = (double) number * HEIGHT / highest;
            bottom -= height;
            if (number > 0) {
                out.append(String.format(Locale.ROOT,
                        "<rect class=\"taskhub-part-%d\" x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\">",
                        Math.min(i, COLOURS - 1), left, bottom, BAR, height))
                        .append("<title>").append(VisibleText.plain("#" + point.getBuild() + ": " + number + " "
                                + names.get(i))).append("</title></rect>\n");
            }
        }
        out.append("<text x=\"").append(left + BAR / 2).append("\" y=\"").append(HEIGHT + 15).append("\">")
                .append(point.getBuild()).append("</text>\n");
    }

    private static int total(TrendPoint point) {
        return point.getNumbers().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The same numbers, the newest build first. */
    static Table table(Trend trend) {
        var names = names(trend);
        var columns = new ArrayList<>(List.of("Build"));
        columns.addAll(names);
        columns.addAll(List.of("Outcome", "What"));
        var table = new Table(trend.title, false, columns);
        var newestFirst = new ArrayList<>(trend.points);
        Collections.reverse(newestFirst);
        for (TrendPoint point : newestFirst) {
            var row = new ArrayList<Cell>();
            row.add(Cell.of("#" + point.getBuild()).linkedTo(trend.builds + point.getBuild() + "/taskhub/"));
            names.forEach(name -> row.add(Cell.of(point.getNumbers().getOrDefault(name, 0))));
            row.add(Cell.of(point.getOutcome()));
            row.add(Cell.of(point.getSubject()));
            table.rows.add(row);
        }
        return table;
    }
}
