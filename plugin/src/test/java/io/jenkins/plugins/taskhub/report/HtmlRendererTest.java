package io.jenkins.plugins.taskhub.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.report.Report.Cell;
import io.jenkins.plugins.taskhub.report.Report.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class HtmlRendererTest {

    private static String html(Report report) {
        return HtmlRenderer.fragment(List.of(report));
    }

    private static Report empty() {
        return new Report("Deployment", Status.GOOD);
    }

    @Test
    public void showsEveryPieceInItsOrder() {
        String html = html(empty().fact("release", "task-service").fact("nothing", null)
                .table("Pods", List.of("name", "ready"), List.of(Arrays.asList("a-1", null)))
                .diff("Changes", "@@ -1 +1 @@\n-old\n+new\n same\n")
                .text("Log", "line")
                .link("build", "../41/"));
        assertThat(html).isEqualTo("""
                <section class="taskhub-report" aria-labelledby="taskhub-report-0">
                <h2 id="taskhub-report-0">Deployment <span class="taskhub-status taskhub-good">done</span></h2>
                <dl>
                <div><dt>release</dt><dd>task-service</dd></div>
                </dl>
                <div class="taskhub-scroll" tabindex="0" role="group" aria-label="Pods">
                <table>
                <caption>Pods</caption>
                <thead><tr><th scope="col">name</th><th scope="col">ready</th></tr></thead>
                <tbody>
                <tr><th scope="row">a-1</th><td></td></tr>
                </tbody>
                </table>
                </div>
                <h3>Changes</h3>
                <pre tabindex="0" role="group" aria-label="Changes"><span class="taskhub-head">@@ -1 +1 @@</span>
                <span class="taskhub-removed">-old</span>
                <span class="taskhub-added">+new</span>
                 same
                </pre>
                <h3>Log</h3>
                <pre tabindex="0" role="group" aria-label="Log">line
                </pre>
                <p><a rel="noopener noreferrer" href="../41/">build</a></p>
                </section>
                """);
    }

    @Test
    public void markupFromOutsideStaysText() {
        String evil = "<script>alert(1)</script>\"' onload=x &amp;";
        String html = html(new Report(evil, Status.FAILED).fact(evil, evil)
                .table(evil, List.of(evil), List.of(List.of(evil))).text(evil, evil).diff(evil, "+" + evil)
                .link(evil, evil));
        assertThat(html).doesNotContain("<script").doesNotContain("\"'")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("&quot;&#39; onload=x &amp;amp;");
    }

    @Test
    public void terminalSequencesAndHiddenCharactersAreShownByName() {
        String html = html(empty().text("log", "\u001b[31mred\u0007 \u202eevil\u200b \u0085 \ud800"));
        assertThat(html).contains("<span class=\"taskhub-hidden\">U+001B</span>[31mred"
                + "<span class=\"taskhub-hidden\">U+0007</span> <span class=\"taskhub-hidden\">U+202E</span>evil"
                + "<span class=\"taskhub-hidden\">U+200B</span> <span class=\"taskhub-hidden\">U+0085</span> "
                + "<span class=\"taskhub-hidden\">U+D800</span>");
    }

    @Test
    public void aLineThatIsTooLongIsCutWithANote() {
        String html = html(empty().text("log", "x".repeat(1_999) + "\ud83d\ude00" + "z".repeat(10)));
        assertThat(html).contains("x<em class=\"taskhub-note\">… 12 characters more are not shown</em>").doesNotContain("z");
    }

    @Test
    public void aTextThatIsTooLongIsCutWithANote() {
        String html = html(empty().text("log", "l\n".repeat(5_003))
                .table("t", List.of("c"), Collections.nCopies(5_001, List.of("cell"))));
        assertThat(html).contains("… 3 lines more are not shown").contains("… 1 rows more are not shown");
        assertThat(html.split("cell", -1)).hasSize(5_001);
    }

    @Test
    public void onlyWebAndRelativeAddressesBecomeLinks() {
        for (String good : List.of("https://example.com/a?b=1&c=2", "../41/", "artifact/x.json", "/job/x/")) {
            assertThat(html(empty().link("t", good))).as(good).contains("<a ");
        }
        for (String bad : List.of("javascript:alert(1)", "JaVaScript:x", " javascript:x", "data:text/html,x",
                "//evil.example.com", "/\\evil.example.com", "https://a b", "\\\\evil", "java\tscript:x", "x\u202ey")) {
            assertThat(html(empty().link("t", bad))).as(bad).doesNotContain("<a ");
        }
    }

    @Test
    public void aSortableTableHasItsKeysAndOnlySafeLinks() {
        String html = html(empty().sortableTable("Found", List.of("severity", "id"), List.of(
                List.of(Cell.of("HIGH").sortedBy(-3), Cell.of("<CVE>").linkedTo("https://example.com/?a&b")),
                List.of(Cell.of(null), Cell.of("x").linkedTo("javascript:alert(1)")))));
        assertThat(html).contains("""
                <table class="taskhub-sortable">
                <caption>Found</caption>
                <thead><tr><th scope="col">severity</th><th scope="col">id</th></tr></thead>
                <tbody>
                <tr><th scope="row" data-key="-3">HIGH</th><td><a rel="noopener noreferrer" href="https://example.com/?a&amp;b">\
                &lt;CVE&gt;</a></td></tr>
                <tr><th scope="row"></th><td>x</td></tr>
                </tbody>
                """);
    }

    @Test
    public void aTrendIsABarABuildAndATable() {
        String html = html(empty().trend("Builds", List.of(
                point(6, "<fail>", numbers(1, 3)), point(7, "pass", numbers(0, 2))), "../"));
        assertThat(html).contains("<rect class=\"taskhub-part-0\" x=\"0\" y=\"0.0\" width=\"24\" height=\"30.0\">"
                        + "<title>#6: 1 a&lt;b</title></rect>")
                .contains("<tr><th scope=\"row\"><a rel=\"noopener noreferrer\" href=\"../7/taskhub/\">#7</a></th><td>0</td>"
                        + "<td>2</td><td>pass</td><td>app:&lt;7&gt;</td></tr>\n<tr>")
                .contains("<td>1</td><td>3</td><td>&lt;fail&gt;</td><td>app:&lt;6&gt;</td></tr>")
                .containsOnlyOnce("taskhub-part-0\" x");
        assertThat(html(empty().trend("none", List.of(), ""))).doesNotContain("<svg");
    }

    private static TrendPoint point(int build, String outcome, Map<String, Integer> numbers) {
        return new TrendPoint(Instant.EPOCH, "s", "app:<" + build + ">", build, outcome, numbers);
    }

    private static Map<String, Integer> numbers(int first, int second) {
        var numbers = new LinkedHashMap<String, Integer>();
        numbers.put("a<b", first);
        numbers.put("c", second);
        return numbers;
    }

    @Test
    public void onlyAPageWithASortableTableHasAScriptAndThatIsTheOneItAllows() throws Exception {
        String page = HtmlRenderer.page("t", List.of(empty().sortableTable("x", List.of("a"), List.of())));
        String script = page.substring(page.indexOf("<script>") + 8, page.indexOf("</script>"));
        assertThat(page).contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(
                MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8))) + "'")
                .containsOnlyOnce("<script");
        assertThat(script).contains("table.taskhub-sortable").doesNotContain("innerHTML");
    }

    @Test
    public void theSingleFileHoldsItsStylesheetAndNoScript() {
        String page = HtmlRenderer.page("Build 7 of <x>", List.of(empty(), empty()));
        assertThat(page).contains("<title>Build 7 of &lt;x&gt;</title>").contains("prefers-color-scheme: dark")
                .contains("default-src 'none'").contains("id=\"taskhub-report-1\"")
                .doesNotContain("<script").doesNotContain("<link").doesNotContain("url(");
    }
}
