package io.jenkins.plugins.taskhub.report;

import io.jenkins.plugins.taskhub.report.Report.Block;
import io.jenkins.plugins.taskhub.report.Report.Cell;
import io.jenkins.plugins.taskhub.report.Report.Fact;
import io.jenkins.plugins.taskhub.report.Report.Lines;
import io.jenkins.plugins.taskhub.report.Report.Link;
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
 * there is no style beyond the one file {@code report.css}, and no script but {@code report.js}, which lets readers
 * sort tables. Without it the page shows the same.
 */
public final class HtmlRenderer {

    private static final Pattern WEB_LINK = Pattern.compile("https?://[\\x21-\\x7e]{1,2000}", Pattern.CASE_INSENSITIVE);
    private static final Pattern RELATIVE_LINK = Pattern.compile("(?!//)[\\x21-\\x7e&&[^:\\\\]]{1,2000}");

    private final StringBuilder out = new StringBuilder();
    private final boolean relativeLinks;

    private HtmlRenderer(boolean relativeLinks) {
        this.relativeLinks = relativeLinks;
    }

    /** The reports one below the other, for a page that loads {@code report.css} and {@code report.js} itself. */
    public static String fragment(List<Report> reports) {
        return new HtmlRenderer(true).render(reports);
    }

    /** The reports as one file that needs no other; links that lead nowhere from a file are shown as text. */
    public static String page(String title, List<Report> reports) {
        boolean sorts = reports.stream().anyMatch(report -> report.blocks().stream()
                .anyMatch(block -> block instanceof Table table && table.sortable));
        String script = resource("report.js");
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
                """.formatted(sorts ? "; script-src 'sha256-" + sha256(script) + "'" : "", VisibleText.plain(title),
                resource("report.css"), VisibleText.line(title), new HtmlRenderer(false).render(reports),
                sorts ? "<script>" + script + "</script>\n" : "");
    }

    private String render(List<Report> reports) {
        for (int i = 0; i < reports.size(); i++) {
            report(reports.get(i), "taskhub-report-" + i);
        }
        return out.toString();
    }

    private void report(Report report, String id) {
        out.append("<section class=\"taskhub-report\" aria-labelledby=\"").append(id)
                .append("\">\n<h2 id=\"").append(id).append("\">").append(VisibleText.line(report.title()));
        if (report.status() != Report.Status.NEUTRAL) {
            out.append(' ');
            status(report.status(), report.status().label());
        }
        out.append("</h2>\n");
        boolean facts = false;
        for (Block block : report.blocks()) {
            if (block instanceof Fact != facts) {
                facts = !facts;
                out.append(facts ? "<dl>\n" : "</dl>\n");
            }
            block(block);
        }
        out.append(facts ? "</dl>\n</section>\n" : "</section>\n");
    }

    private void status(Report.Status status, String text) {
        out.append("<span class=\"taskhub-status taskhub-").append(status.name().toLowerCase(Locale.ROOT)).append("\">")
                .append(VisibleText.line(text)).append("</span>");
    }

    private void block(Block block) {
        if (block instanceof Fact fact) {
            out.append("<div><dt>").append(VisibleText.line(fact.name)).append("</dt><dd>")
                    .append(VisibleText.line(fact.value)).append("</dd></div>\n");
        } else if (block instanceof Table table) {
            table(table);
        } else if (block instanceof Trend trend) {
            out.append(TrendChart.svg(trend));
            table(TrendChart.table(trend));
        } else if (block instanceof Lines lines) {
            lines(lines);
        } else if (block instanceof Link link) {
            out.append("<p>");
            link(link.text, link.target, ": ");
            out.append("</p>\n");
        }
    }

    private void table(Table table) {
        out.append("<div class=\"taskhub-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"")
                .append(VisibleText.plain(table.title))
                .append(table.sortable ? "\">\n<table class=\"taskhub-sortable\">\n<caption>" : "\">\n<table>\n<caption>")
                .append(VisibleText.line(table.title)).append("</caption>\n<thead><tr>");
        table.columns.forEach(column ->
                out.append("<th scope=\"col\">").append(VisibleText.line(column)).append("</th>"));
        out.append("</tr></thead>\n<tbody>\n");
        for (List<Cell> row : table.rows.subList(0, Math.min(table.rows.size(), VisibleText.MOST_LINES))) {
            out.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                cell(row.get(i), i == 0 ? "th" : "td");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody>\n</table>\n</div>\n");
        more(table.rows.size(), "rows");
    }

    private void cell(Cell cell, String element) {
        out.append('<').append(element).append(element.equals("th") ? " scope=\"row\"" : "");
        if (cell.key != null) {
            out.append(" data-key=\"").append(cell.key).append('"');
        }
        out.append('>');
        content(cell);
        if (cell.note != null) {
            out.append("<br/><span class=\"taskhub-note\">").append(VisibleText.line(cell.note)).append("</span>");
        }
        out.append("</").append(element).append('>');
    }

    private void content(Cell cell) {
        if (cell.status != null) {
            status(cell.status, cell.text);
        } else if (cell.target != null) {
            link(cell.text, cell.target, null);
        } else {
            out.append(VisibleText.line(cell.text));
        }
    }

    private void lines(Lines block) {
        String[] lines = block.text.split("\r?\n", -1);
        int count = lines.length > 1 && lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
        out.append("<h3>").append(VisibleText.line(block.title))
                .append("</h3>\n<pre tabindex=\"0\" role=\"group\" aria-label=\"")
                .append(VisibleText.plain(block.title)).append("\">");
        for (int i = 0; i < Math.min(count, VisibleText.MOST_LINES); i++) {
            String type = block.diff ? diffClass(lines[i]) : "";
            out.append(type.isEmpty() ? "" : "<span class=\"" + type + "\">").append(VisibleText.line(lines[i]))
                    .append(type.isEmpty() ? "" : "</span>").append('\n');
        }
        out.append("</pre>\n");
        more(count, "lines");
    }

    private static String diffClass(String line) {
        if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("@@")) {
            return "taskhub-head";
        }
        return line.startsWith("+") ? "taskhub-added" : line.startsWith("-") ? "taskhub-removed" : "";
    }

    /** @param before stands between the text and an address that is no link; null leaves that out */
    private void link(String text, String target, String before) {
        boolean safe = WEB_LINK.matcher(target).matches()
                || relativeLinks && RELATIVE_LINK.matcher(target).matches();
        if (safe) {
            out.append("<a rel=\"noopener noreferrer\" href=\"").append(escaped(target)).append("\">");
        }
        out.append(VisibleText.line(text));
        if (safe) {
            out.append("</a>");
        } else if (before != null) {
            out.append(before).append(VisibleText.line(target));
        }
    }

    /** An address is escaped but never cut; hidden characters in it make it no link at all. */
    private static String escaped(String address) {
        return address.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private void more(int count, String what) {
        if (count > VisibleText.MOST_LINES) {
            out.append("<p class=\"taskhub-note\">… ").append(count - VisibleText.MOST_LINES).append(' ').append(what)
                    .append(" more are not shown</p>\n");
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
