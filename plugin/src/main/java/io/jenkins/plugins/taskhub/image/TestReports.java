package io.jenkins.plugins.taskhub.image;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import jenkins.MasterToSlaveFileCallable;

/** Reads JUnit reports where they are, on the agent, while they stream: of any size. */
final class TestReports {
    /** Folders that hold other people's files by the thousand. */
    private static final Set<String> LEFT_OUT = Set.of(".git", ".gradle", ".mvn", "node_modules");
    /** How far a file system's clock may be coarser than the agent's. */
    private static final long COARSE_MS = 2_000;

    private TestReports() {}

    /**
     * Counts the tests of a tool's reports.
     *
     * @param begun when the build began by the agent's clock, in milliseconds
     */
    static TestCounts read(Tool tool, String folder, long begun, Ports ports) throws IOException, InterruptedException {
        long oldest = tool.writesAnew() ? begun - COARSE_MS : 0;
        return ports.agent().workspace().act(new Read(new ArrayList<>(tool.reports(folder)), oldest));
    }

    /** Counts what is in one report. */
    static TestCounts count(String name, InputStream report) {
        int total = 0;
        int failed = 0;
        int skipped = 0;
        var names = new ArrayList<String>();
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            XMLStreamReader xml = factory.createXMLStreamReader(report);
            String test = null;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("testcase")) {
                    test = null;
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "testcase" -> {
                            test = testName(xml);
                            total++;
                        }
                        case "failure", "error" -> {
                            if (test != null) {
                                failed++;
                                names.add(test);
                                test = null;
                            }
                        }
                        case "skipped" -> {
                            skipped += test == null ? 0 : 1;
                            test = null;
                        }
                        default -> { }
                    }
                }
            }
            return new TestCounts(total, failed, skipped, names, null);
        } catch (XMLStreamException e) {
            return new TestCounts(total, failed, skipped, names, name + " is no whole XML (line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNumber()) + ")");
        }
    }

    private static String testName(XMLStreamReader xml) {
        String type = xml.getAttributeValue(null, "classname");
        String name = xml.getAttributeValue(null, "name");
        return type == null || type.isEmpty() ? String.valueOf(name) : type.replaceFirst("^.*\\.", "") + "." + name;
    }

    /** Runs on the agent. */
    private static final class Read extends MasterToSlaveFileCallable<TestCounts> {
        private static final long serialVersionUID = 1L;

        private final ArrayList<String> patterns;
        private final long oldest;

        Read(ArrayList<String> patterns, long oldest) {
            this.patterns = patterns;
            this.oldest = oldest;
        }

        @Override
        public TestCounts invoke(File workspace, VirtualChannel channel) throws IOException {
            var counts = TestCounts.NONE;
            for (Path report : find(workspace.toPath())) {
                try (var in = Files.newInputStream(report)) {
                    counts = counts.and(count(workspace.toPath().relativize(report).toString(), in));
                }
            }
            return counts;
        }

        private Set<Path> find(Path root) throws IOException {
            List<PathMatcher> matchers = patterns.stream().map(pattern -> pattern.replace("**/", "{**/,}"))
                    .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern)).toList();
            var found = new TreeSet<Path>();
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return LEFT_OUT.contains(String.valueOf(folder.getFileName())) ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    Path relative = root.relativize(file);
                    if (attributes.isRegularFile() && attributes.lastModifiedTime().toMillis() >= oldest
                            && matchers.stream().anyMatch(matcher -> matcher.matches(relative))) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
            return found;
        }
    }
}
