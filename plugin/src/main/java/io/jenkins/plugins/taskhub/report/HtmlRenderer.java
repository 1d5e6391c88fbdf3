package io.jenkins.plugins.taskhub.report;

import io.jenkins.plugins.taskhub.report.Report.Block;
import io.jenkins.plugins.taskhub.report.Report.Cell;
import io.jenkins.plugins.taskhub.report.Report.Fact;
import io.jenkins.plugins.taskhub.report.Report.Lines;
import io.jenkins.plugins.taskhub.report.Report.Link;
import io.jenkins.plugins.taskhub.report.Report.SortableTable;
import io.jenkins.plugins.taskhub.report.Report.Table;
import io.jenkins.plugins.taskhub.report.Report.Trend;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The only place that turns reports into HTML. Every text is escaped, whatever a tool, a cluster or a registry wrote;
 * there is no style beyond the one file {@code report.css}, and no script but the one that sorts tables in a page of
 * its own ({@code sort.js}); in Jenkins its own does that.
 */
public final class HtmlRenderer {

    private static final Pattern SAFE_LINK = Pattern.compile("https?://[\\x21-\\x7e]+|(?!//)[\\x21-\\x7e&&[^:\\\\]]+",
            Pattern.CASE_INSENSITIVE);

    private HtmlRenderer() {}

    /** The reports one below the other, for a page that loads {@code report.css} itself. */
    public static String fragment(List<Report> reports) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < reports.size(); i++) {
            report(out, reports.get(i), "taskhub-report-" + i);
        }
        return out.toString();
    }

    /** The reports as one file that needs no other. */
    public static String page(String title, List<Report> reports) {
        boolean sorts = reports.stream().anyMatch(report -> report.blocks().stream()
                .anyMatch(block -> block instanceof SortableTable));
        String script = resource("sort.js");
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'%s">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body class="taskhub-page">
                <main>
                <h1>%s</h1>
                %s</main>
                %s</body>
                </html>
                """.formatted(sorts ? "; script-src 'sha256-" + sha256(script) + "'" : "", VisibleText.line(title),
                resource("report.css"), VisibleText.line(title), fragment(reports),
                sorts ? "<script>" + script + "</script>\n" : "");
    }

    private static void report(StringBuilder out, Report report, String id) {
        String status = report.status().name().toLowerCase(Locale.ROOT);
        out.append("<section class=\"taskhub-report\" aria-labelledby=\"").append(id)
                .append("\">\n<h2 id=\"").append(id).append("\">").append(VisibleText.line(report.title()))
                .append(" <span class=\"taskhub-status taskhub-")
                .append(status).append("\">").append(report.status().label()).append("</span></h2>\n");
        boolean facts = false;
        for (Block block : report.blocks()) {
            if (block instanceof Fact != facts) {
                facts = !facts;
                out.append(facts ? "<dl>\n" : "</dl>\n");
            }
            block(out, block);
        }
        out.append(facts ? "</dl>\n</section>\n" : "</section>\n");
    }

    private static void block(StringBuilder out, Block block) {
        if (block instanceof Fact fact) {
            out.append("<div><dt>").append(VisibleText.line(fact.name)).append("</dt><dd>")
                    .append(VisibleText.line(fact.value)).append("</dd></div>\n");
        } else if (block instanceof Table table) {
            table(out, table);
        } else if (block instanceof SortableTable table) {
            sortable(out, table);
        } else if (block instanceof Trend trend) {
            TrendChart.append(out, trend);
        } else if (block instanceof Lines lines) {
            lines(out, lines);
        } else if (block instanceof Link link) {
            link(out, link);
        }
    }

    private static void table(StringBuilder out, Table table) {
        out.append("<div class=\"taskhub-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(VisibleText.line(table.title)).append("\">\n<table>\n<caption>")
                .append(VisibleText.line(table.title)).append("</caption>\n<thead><tr>");
        table.columns.forEach(column ->
                out.append("<th scope=\"col\">").append(VisibleText.line(column)).append("</th>"));
        out.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : table.rows.subList(0, Math.min(table.rows.size(), VisibleText.MOST_LINES))) {
            out.append("<tr>");
            row.forEach(cell -> out.append("<td>").append(VisibleText.line(cell)).append("</td>"));
            out.append("</tr>\n");
        }
        out.append("</tbody>\n</table>\n</div>\n");
        more(out, table.rows.size(), "rows");
    }

    private static void sortable(StringBuilder out, SortableTable table) {
        out.append("<div class=\"taskhub-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(VisibleText.line(table.title)).append("\">\n<table class=\"sortable\">\n<caption>")
                .append(VisibleText.line(table.title)).append("</caption>\n<thead><tr>");
        table.columns.forEach(column ->
                out.append("<th scope=\"col\">").append(VisibleText.line(column)).append("</th>"));
        out.append("</tr></thead>\n<tbody>\n");
        for (List<Cell> row : table.rows.subList(0, Math.min(table.rows.size(), VisibleText.MOST_LINES))) {
            out.append("<tr>");
            row.forEach(cell -> cell(out, cell));
            out.append("</tr>\n");
        }
        out.append("</tbody>\n</table>\n</div>\n");
        more(out, table.rows.size(), "rows");
    }

    private static void cell(StringBuilder out, Cell cell) {
        boolean link = cell.target != null && SAFE_LINK.matcher(cell.target).matches();
        out.append(cell.key == null ? "<td>" : "<td data=\"" + cell.key + "\">")
                .append(link ? "<a rel=\"noopener noreferrer\" href=\"" + escaped(cell.target) + "\">" : "")
                .append(VisibleText.line(cell.text)).append(link ? "</a></td>" : "</td>");
    }

    private static void lines(StringBuilder out, Lines block) {
        String[] lines = block.text.split("\r?\n", -1);
        int count = lines.length > 1 && lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
        out.append("<h3>").append(VisibleText.line(block.title)).append("</h3>\n<pre tabindex=\"0\">");
        for (int i = 0; i < Math.min(count, VisibleText.MOST_LINES); i++) {
            String type = block.diff ? diffClass(lines[i]) : "";
            out.append(type.isEmpty() ? "" : "<span class=\"" + type + "\">").append(VisibleText.line(lines[i]))
                    .append(type.isEmpty() ? "" : "</span>").append('\n');
        }
        out.append("</pre>\n");
        more(out, count, "lines");
    }

    private static String diffClass(String line) {
        if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("@@")) {
            return "taskhub-head";
        }
        return line.startsWith("+") ? "taskhub-added" : line.startsWith("-") ? "taskhub-removed" : "";
    }

    private static void link(StringBuilder out, Link link) {
        String text = VisibleText.line(link.text);
        out.append(SAFE_LINK.matcher(link.target).matches()
                ? "<p><a rel=\"noopener noreferrer\" href=\"" + escaped(link.target) + "\">" + text + "</a></p>\n"
                : "<p>" + text + ": " + VisibleText.line(link.target) + "</p>\n");
    }

    /** An address is escaped but never cut; hidden characters in it make it no link at all. */
    private static String escaped(String address) {
        return address.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static void more(StringBuilder out, int count, String what) {
        if (count > VisibleText.MOST_LINES) {
            out.append("<p class=\"taskhub-note\">… ").append(count - VisibleText.MOST_LINES).append(' ').append(what)
                    .append(" more</p>\n");
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlRenderer.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is part of this jar and cannot be read", e);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
