package io.jenkins.plugins.taskhub.report;

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

    static void append(StringBuilder out, Trend trend) {
        if (trend.points.isEmpty()) {
            return;
        }
        var names = List.copyOf(trend.points.get(trend.points.size() - 1).getNumbers().keySet());
        out.append("<h3>").append(VisibleText.line(trend.title)).append("</h3>\n");
        chart(out, trend, names);
        table(out, trend, names);
    }

    private static void chart(StringBuilder out, Trend trend, List<String> names) {
        int highest = Math.max(1, trend.points.stream().mapToInt(TrendChart::total).max().orElse(1));
        out.append("<svg class=\"taskhub-trend\" role=\"img\" aria-label=\"").append(VisibleText.line(trend.title))
                .append("\" width=\"").append(trend.points.size() * STEP).append("\" height=\"").append(HEIGHT + 20)
                .append("\">\n");
        int left = 0;
        for (TrendPoint point : trend.points) {
            double bottom = HEIGHT;
            for (int i = names.size() - 1; i >= 0; i--) {
                int number = point.getNumbers().getOrDefault(names.get(i), 0);
                double height = (double) number * HEIGHT / highest;
                bottom -= height;
                if (number > 0) {
                    out.append(String.format(Locale.ROOT,
                            "<rect class=\"taskhub-part-%d\" x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\">",
                            Math.min(i, COLOURS - 1), left, bottom, BAR, height))
                            .append("<title>").append(VisibleText.line("#" + point.getBuild() + ": " + number + " "
                                    + names.get(i))).append("</title></rect>\n");
                }
            }
            out.append("<text x=\"").append(left + BAR / 2).append("\" y=\"").append(HEIGHT + 15).append("\">")
                    .append(point.getBuild()).append("</text>\n");
            left += STEP;
        }
        out.append("</svg>\n");
    }

    private static int total(TrendPoint point) {
        return point.getNumbers().values().stream().mapToInt(Integer::intValue).sum();
    }

    private static void table(StringBuilder out, Trend trend, List<String> names) {
        out.append("<div class=\"taskhub-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(VisibleText.line(trend.title)).append("\">\n<table>\n<thead><tr><th scope=\"col\">build</th>");
        for (int i = 0; i < names.size(); i++) {
            out.append("<th scope=\"col\"><span class=\"taskhub-key taskhub-part-").append(Math.min(i, COLOURS - 1))
                    .append("\"></span>").append(VisibleText.line(names.get(i))).append("</th>");
        }
        out.append("<th scope=\"col\">outcome</th></tr></thead>\n<tbody>\n");
        var newestFirst = new ArrayList<>(trend.points);
        Collections.reverse(newestFirst);
        for (TrendPoint point : newestFirst) {
            out.append("<tr><td>#").append(point.getBuild()).append("</td>");
            names.forEach(name -> out.append("<td>").append(point.getNumbers().getOrDefault(name, 0)).append("</td>"));
            out.append("<td>").append(VisibleText.line(point.getOutcome())).append("</td></tr>\n");
        }
        out.append("</tbody>\n</table>\n</div>\n");
    }
}
