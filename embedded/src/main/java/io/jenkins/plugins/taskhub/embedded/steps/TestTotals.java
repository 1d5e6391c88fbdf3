package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import hudson.AbortException;

/** How many tests there were in JUnit reports, and the first names of those that failed. */
public final class TestTotals implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MOST_NAMES = 20;

    private int total;
    private int failed;
    private int skipped;
    private final List<String> names = new ArrayList<>();

    public int getTotalCount() {
        return total;
    }

    public int getFailCount() {
        return failed;
    }

    public int getSkipCount() {
        return skipped;
    }

    public int getPassCount() {
        return total - failed - skipped;
    }

    /** At most twenty names, {@code class.test}. */
    public List<String> getFailed() {
        return List.copyOf(names);
    }

    @Override
    public String toString() {
        return total + " run, " + failed + " failed, " + skipped + " skipped";
    }

    /** Adds a report while it streams. */
    void read(String file, InputStream report) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(report);
            String test = null;
            boolean judged = false;
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                String element = xml.getLocalName();
                if (element.equals("testcase")) {
                    test = xml.getAttributeValue(null, "classname") + "." + xml.getAttributeValue(null, "name");
                    total++;
                    judged = false;
                } else if (test != null && !judged) {
                    judged = judge(element, test);
                }
            }
        } catch (XMLStreamException e) {
            throw new AbortException("Failed to read test report file " + file + ": " + e.getMessage().lines()
                    .findFirst().orElse(""));
        }
    }

    private boolean judge(String element, String test) {
        switch (element) {
            case "failure", "error" -> {
                failed++;
                if (names.size() < MOST_NAMES) {
                    names.add(test);
                }
                return true;
            }
            case "skipped" -> {
                skipped++;
                return true;
            }
            default -> {
                return false;
            }
        }
    }
}
