package io.jenkins.plugins.taskhub.scan;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The findings that were there when a team agreed on it, as a file that it commits. Findings are told apart by a key
 * that a rebuild, another tag or a new version of the package does not change: the id, the package's URL without its
 * version, the class of the result, and the path in the image where the package has one. A finding that has become
 * worse since counts as new.
 */
final class Baseline {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String VERSION = "1";

    private final Map<Key, Severity> agreed;
    private final Set<Key> seen = new HashSet<>();

    /** What tells findings apart. */
    record Key(String id, String subject, String resultClass, String path) implements Comparable<Key> {
        static Key of(RawFinding finding) {
            String subject = finding.purl.length() > 0 ? Purl.nameOf(finding.purl.toString())
                    : finding.pkg.toString();
            String path = finding.path.toString();
            if (finding.kind != Kind.VULNERABILITY && path.isEmpty() && !finding.target.equals(finding.artifact)) {
                path = finding.target;
            }
            return new Key(finding.id.toString(), subject, finding.resultClass, path);
        }

        @Override
        public int compareTo(Key other) {
            return text().compareTo(other.text());
        }

        private String text() {
            return id + '\n' + subject + '\n' + resultClass + '\n' + path;
        }
    }

    private Baseline(Map<Key, Severity> agreed) {
        this.agreed = agreed;
    }

    /** One without a finding: every finding is new. */
    static Baseline empty() {
        return new Baseline(Map.of());
    }

    /**
     * Reads the file.
     *
     * @throws StepFailure when it is not one that {@link #write} has written
     */
    static Baseline read(String file, InputStream in) throws IOException {
        String what = "baseline " + Names.shown(file);
        String remedy = ": take it from version control again, or write a new one with updateBaseline: true";
        var agreed = new HashMap<Key, Severity>();
        try (in; var json = JSON.createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT || !"version".equals(json.nextFieldName())
                    || json.nextToken() != JsonToken.VALUE_NUMBER_INT || !VERSION.equals(json.getText())
                    || !"findings".equals(json.nextFieldName()) || json.nextToken() != JsonToken.START_ARRAY) {
                throw new StepFailure(what + " is not a baseline of version " + VERSION + remedy);
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                var members = new HashMap<String, String>();
                for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                    members.put(field, json.nextTextValue());
                }
                if (members.get("id") == null || members.get("severity") == null) {
                    throw new StepFailure(what + " has an entry without id or severity (line "
                            + json.currentLocation().getLineNr() + ")" + remedy);
                }
                agreed.put(new Key(members.get("id"), members.getOrDefault("package", ""),
                        members.getOrDefault("class", ""), members.getOrDefault("path", "")),
                        Severity.of(members.get("severity")));
            }
            if (json.nextToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                throw new StepFailure(what + " has something after its findings" + remedy);
            }
            return new Baseline(agreed);
        } catch (JsonProcessingException e) {
            throw new StepFailure(what + " is no whole JSON (line " + e.getLocation().getLineNr() + ")" + remedy, e);
        }
    }

    /** Whether a finding was agreed on, and is no worse than it was then. */
    boolean knows(Key key, Severity severity) {
        seen.add(key);
        var then = agreed.get(key);
        return then != null && severity.compareTo(then) <= 0;
    }

    /** How many of the agreed findings were not asked for since this was read. */
    int gone() {
        return (int) agreed.keySet().stream().filter(key -> !seen.contains(key)).count();
    }

    /** Writes findings as a baseline: sorted, one a line, so that its changes can be read. */
    static void write(OutputStream out, TreeMap<Key, Severity> findings) throws IOException {
        var lines = new DefaultPrettyPrinter();
        lines.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        lines.indentObjectsWith(new DefaultPrettyPrinter.FixedSpaceIndenter());
        try (out; var json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.setPrettyPrinter(lines);
            json.writeStartObject();
            json.writeNumberField("version", Integer.parseInt(VERSION));
            json.writeArrayFieldStart("findings");
            for (var finding : findings.entrySet()) {
                json.writeStartObject();
                json.writeStringField("id", finding.getKey().id());
                writeUnlessEmpty(json, "package", finding.getKey().subject());
                writeUnlessEmpty(json, "class", finding.getKey().resultClass());
                writeUnlessEmpty(json, "path", finding.getKey().path());
                json.writeStringField("severity", finding.getValue().name());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void writeUnlessEmpty(JsonGenerator json, String field, String value)
            throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(field, value);
        }
    }
}
