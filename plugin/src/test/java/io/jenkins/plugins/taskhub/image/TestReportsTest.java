package io.jenkins.plugins.taskhub.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.step.FakePorts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TestReportsTest {
    private static final long BEGUN = 1_700_000_000_000L;
    private static final String ONE = "<testsuite><testcase classname='a.B' name='works'/></testsuite>";

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private FakePorts ports;

    @Before
    public void makePorts() {
        ports = new FakePorts(tmp.getRoot(), "image");
    }

    @Test
    public void countsWhatPassedFailedAndWasSkipped() {
        var counts = count("""
                <?xml version="1.0"?>
                <testsuites><testsuite name="s" tests="99">
                  <properties><property name="failure" value="x"/></properties>
                  <testcase classname="com.example.TaskTest" name="adds"/>
                  <testcase classname="com.example.TaskTest" name="removes"><failure message="no">at …</failure></testcase>
                  <testcase classname="com.example.TaskTest" name="lists"><error/><failure/></testcase>
                  <testcase classname="com.example.TaskTest" name="sorts"><skipped/></testcase>
                  <testcase name="alone"><rerunFailure/><system-out>failure</system-out></testcase>
                  <system-err><failure/></system-err>
                </testsuite></testsuites>
                """);
        assertThat(counts).isEqualTo(new TestCounts(5, 2, 1, List.of("TaskTest.removes", "TaskTest.lists"), null));
        assertThat(counts).hasToString("5 tests, 2 failed, 1 skipped");
        assertThat(counts.asMap()).containsEntry("total", 5).containsEntry("failed", 2).containsEntry("skipped", 1);
    }

    @Test
    public void namesTheFirstFailuresAndCountsTheRest() {
        var all = IntStream.range(0, 8).mapToObj(i -> count("<testsuite><testcase classname='T' name='t" + i
                + "'><failure/></testcase></testsuite>")).reduce(TestCounts.NONE, TestCounts::and);
        assertThat(all.failures()).isEqualTo("T.t0, T.t1, T.t2, T.t3, T.t4 and 3 more");
    }

    @Test
    public void aReportThatEndsInTheMiddleIsNotReadable() {
        var counts = count("<testsuite>\n<testcase name='a'/>\n<testcase name='b'>");
        assertThat(counts.total()).isEqualTo(2);
        assertThat(counts.unreadable()).isEqualTo("r.xml is no whole XML (line 3)");
    }

    @Test
    public void fetchesNothingFromElsewhere() throws IOException {
        Path secret = tmp.newFile("secret").toPath();
        Files.writeString(secret, "s3cr3t");
        var counts = count("<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><testsuite><testcase name='a'>"
                + "<failure>&e;</failure></testcase></testsuite>");
        assertThat(counts.names()).noneMatch(name -> name.contains("s3cr3t"));
    }

    @Test
    public void readsReportsOfAnySizeWhileTheyStream() {
        byte[] part = ("<testcase name='a'><system-out>" + "x".repeat(10_000) + "</system-out></testcase>")
                .getBytes(StandardCharsets.UTF_8);
        var parts = Stream.concat(Stream.concat(Stream.of(bytes("<testsuite>")), Stream.generate(() ->
                new ByteArrayInputStream(part)).limit(10_000)), Stream.of(bytes("</testsuite>"))).iterator();
        var counts = TestReports.count("r.xml", new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return parts.next();
            }
        }));
        assertThat(counts.total()).isEqualTo(10_000);
    }

    @Test
    public void findsTheReportsOfMavenThatThisBuildWrote() throws Exception {
        report("target/surefire-reports/TEST-a.B.xml", BEGUN + 1);
        report("api/target/failsafe-reports/TEST-a.C.xml", BEGUN);
        report("api/target/surefire-reports/TEST-old.xml", BEGUN - 60_000);
        report("api/target/surefire-reports/other.xml", BEGUN);
        report("node_modules/x/target/surefire-reports/TEST-a.B.xml", BEGUN);
        assertThat(TestReports.read(Tool.MAVEN, ".", BEGUN, ports).total()).isEqualTo(2);
        assertThat(TestReports.read(Tool.MAVEN, "api", BEGUN, ports).total()).isEqualTo(1);
        assertThat(TestReports.read(Tool.MAVEN, "nowhere", BEGUN, ports)).isEqualTo(TestCounts.NONE);
    }

    @Test
    public void findsTheReportsOfGradleOfWhateverAge() throws Exception {
        report("build/test-results/test/TEST-a.B.xml", BEGUN - 60_000);
        report("web/build/test-results/integrationTest/TEST-a.B.xml", BEGUN);
        assertThat(TestReports.read(Tool.GRADLE, ".", BEGUN, ports).total()).isEqualTo(2);
    }

    @Test
    public void findsTheReportsOfNpm() throws Exception {
        report("web/junit.xml", BEGUN);
        report("web/test-results/unit/x.xml", BEGUN);
        report("web/deep/junit.xml", BEGUN);
        assertThat(TestReports.read(Tool.NPM, "web", BEGUN, ports).total()).isEqualTo(2);
    }

    private void report(String path, long written) throws IOException {
        Path file = Path.of(ports.workspace().getRemote(), path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, ONE);
        Files.setLastModifiedTime(file, FileTime.fromMillis(written));
    }

    private static TestCounts count(String xml) {
        return TestReports.count("r.xml", bytes(xml));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
