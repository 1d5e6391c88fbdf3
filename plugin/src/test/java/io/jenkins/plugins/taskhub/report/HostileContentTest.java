package io.jenkins.plugins.taskhub.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.report.Report.Cell;
import io.jenkins.plugins.taskhub.report.Report.Status;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What package names, chart notes, plans, logs of pods, reasons and tags may bring: each in each field of a report. */
public class HostileContentTest {
    private static final List<String> HOSTILE = List.of("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
            "' onfocus=alert(1) autofocus='", "</title></style></pre></table><iframe src=//evil>", "<!--", "]]>",
            "&lt;script&gt;", "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "${it.run} #{7*7} {{7*7}}",
            "\u001b[31mred\u001b]8;;http://evil\u0007link\u001b[2J", "\u009b31m", "user\u202etxt.exe", "\u2066a\u2069",
            "in\u200bvis\u00adible\ufeff", "\u061c\u200e\u200f", "\ud800 alone", "null \u0000 byte", "\u2028\u2029\r\n\t",
            "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306algo", "\ue000 private", "\udb40\udc3cscript\udb40\udc3e",
            "-".repeat(1_000_000));

    /** Every field of a report that holds text. */
    private static final Map<String, BiConsumer<Report, String>> FIELDS = Map.ofEntries(
            Map.entry("name of a fact", (report, text) -> report.fact(text, "v")),
            Map.entry("value of a fact", (report, text) -> report.fact("n", text)),
            Map.entry("caption", (report, text) -> report.table(text, List.of("c"), List.of(List.of("x")))),
            Map.entry("column", (report, text) -> report.table("t", List.of(text), List.of())),
            Map.entry("first cell", (report, text) -> report.table("t", List.of("c"), List.of(List.of(text)))),
            Map.entry("cell", (report, text) -> report.sortableTable("t", List.of("c"), List.of(List.of("x", text)))),
            Map.entry("linked cell", (report, text) -> report.sortableTable("t", List.of("c"),
                    List.of(List.of(Cell.of(text).linkedTo("../1/"))))),
            Map.entry("address of a cell", (report, text) -> report.sortableTable("t", List.of("c"),
                    List.of(List.of(Cell.of("x").linkedTo(text))))),
            Map.entry("marked cell", (report, text) -> report.table("t", List.of("c"),
                    List.of(List.of(Cell.of(text).marked(Status.WARNING))))),
            Map.entry("note of a cell", (report, text) -> report.table("t", List.of("c"),
                    List.of(List.of(Cell.of("x").over(text))))),
            Map.entry("title of lines", (report, text) -> report.text(text, "x")),
            Map.entry("lines", (report, text) -> report.text("t", text)),
            Map.entry("diff", (report, text) -> report.diff("t", "+" + text + "\n-" + text + "\n@@" + text)),
            Map.entry("link", (report, text) -> report.link(text, "../1/")),
            Map.entry("address", (report, text) -> report.link("x", text)),
            Map.entry("trend", (report, text) -> report.trend(text, List.of(point("o", "n", "s")), "../")),
            Map.entry("outcome", (report, text) -> report.trend("t", List.of(point(text, "n", "s")), "../")),
            Map.entry("counted", (report, text) -> report.trend("t", List.of(point("o", text, "s")), "../")),
            Map.entry("subject", (report, text) -> report.trend("t", List.of(point("o", "n", text)), "../")),
            Map.entry("builds", (report, text) -> report.trend("t", List.of(point("o", "n", "s")), text)));

    private static TrendPoint point(String outcome, String counted, String subject) {
        return new TrendPoint(Instant.EPOCH, "series", subject, 1, outcome, Map.of(counted, 1));
    }

    private static final Pattern ADDRESS = Pattern.compile("https?://[\\x21-\\x7e]+|[\\x21-\\x7e&&[^:]]*");
    private static final List<String> ELEMENTS = List.of("section", "h2", "h3", "span", "dl", "div", "dt", "dd", "table",
            "caption", "thead", "tbody", "tr", "th", "td", "pre", "p", "a", "br", "em", "svg", "rect", "title", "text");
    private static final List<String> ATTRIBUTES = List.of("class", "id", "aria-labelledby", "aria-label", "tabindex", "role",
            "scope", "data-key", "rel", "href", "viewBox", "width", "height", "x", "y");

    @Test
    public void isInertInEveryFieldOfAReport() {
        FIELDS.forEach((field, fill) -> HOSTILE.forEach(text -> {
            Report report = new Report("t", Status.GOOD);
            fill.accept(report, text);
            check(field, text, HtmlRenderer.fragment(List.of(report)));
        }));
        HOSTILE.forEach(text -> check("title", text, HtmlRenderer.fragment(List.of(new Report(text, Status.FAILED)))));
    }

    @Test
    public void hidesNothingInTheLineOnThePageOfTheBuild() {
        HOSTILE.forEach(text -> assertThat(new Report(text, Status.GOOD).getHeadline().codePoints()
                .filter(point -> Character.getType(point) == Character.FORMAT)).as(text).isEmpty());
    }

    @Test
    public void isInertInTheTitleOfAFile() {
        HOSTILE.forEach(text -> {
            String page = HtmlRenderer.page(text, List.of());
            assertThat(page.split("</title>", -1)).as(text).hasSize(2);
            assertThat(page).doesNotContain("<script").doesNotContain("<iframe").doesNotContain("<img")
                    .doesNotContain("\u202e");
        });
    }

    /** The fragment is well-formed, has only the renderer's own elements, attributes and addresses, and hides nothing. */
    private static void check(String field, String text, String html) {
        String what = field + ": " + text.substring(0, Math.min(40, text.length()));
        assertThat(html).as(what).hasSizeLessThan(20_000);
        assertThat(html.codePoints().filter(point -> point != '\n' && (Character.getType(point) == Character.CONTROL
                || Character.getType(point) == Character.FORMAT || Character.getType(point) == Character.SURROGATE)))
                .as(what).isEmpty();
        for (Element element : elements(html, what)) {
            assertThat(element.getTagName()).as(what).isIn(ELEMENTS);
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                Node attribute = element.getAttributes().item(i);
                assertThat(attribute.getNodeName()).as(what).isIn(ATTRIBUTES);
                if (attribute.getNodeName().equals("href")) {
                    assertThat(attribute.getNodeValue()).as(what).matches(ADDRESS).doesNotStartWith("//");
                }
            }
        }
    }

    private static List<Element> elements(String html, String what) {
        try {
            var document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new InputSource(new StringReader("<root>" + html + "</root>")));
            NodeList nodes = document.getDocumentElement().getElementsByTagName("*");
            var elements = new ArrayList<Element>();
            for (int i = 0; i < nodes.getLength(); i++) {
                elements.add((Element) nodes.item(i));
            }
            return elements;
        } catch (Exception e) {
            throw new AssertionError(what + " is not well-formed: " + html.substring(0, Math.min(2_000, html.length())), e);
        }
    }
}
