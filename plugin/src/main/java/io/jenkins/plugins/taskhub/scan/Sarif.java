package io.jenkins.plugins.taskhub.scan;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.taskhub.scan.Finding.State;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes findings as SARIF 2.1.0 while they come. What is ignored is in it as suppressed, what the baseline has as
 * unchanged; the rules follow the results, at most {@value #MOST_RULES} of them, and a result beyond that has none.
 */
final class Sarif implements Judge.Sink, AutoCloseable {
    private static final int MOST_RULES = 10_000;
    private static final int LONGEST = 1_000;
    private static final Map<Severity, String> LEVELS = Map.of(Severity.CRITICAL, "error", Severity.HIGH, "error",
            Severity.MEDIUM, "warning", Severity.LOW, "note", Severity.UNKNOWN, "note");
    /** What code scanning services sort by. */
    private static final Map<Severity, String> SCORES = Map.of(Severity.CRITICAL, "9.5", Severity.HIGH, "8.0",
            Severity.MEDIUM, "5.5", Severity.LOW, "2.0", Severity.UNKNOWN, "0.0");

    private final JsonGenerator json;
    private final boolean compared;
    private final LinkedHashMap<String, Rule> rules = new LinkedHashMap<>();
    private String path = "";
    private String uri = "";

    private record Rule(String title, String url, Severity severity, Kind kind) {}

    /**
     * @param out closed with this
     * @param compared whether there is a baseline
     */
    Sarif(OutputStream out, boolean compared) throws IOException {
        this.json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
        this.compared = compared;
        json.writeStartObject();
        json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.writeStringField("version", "2.1.0");
        json.writeArrayFieldStart("runs");
        json.writeStartObject();
        json.writeArrayFieldStart("results");
    }

    @Override
    public void judged(RawFinding finding, Severity severity, State state) throws IOException {
        String id = finding.id.toString();
        if (rules.size() < MOST_RULES) {
            rules.computeIfAbsent(id, unknown ->
                    new Rule(finding.title.atMost(LONGEST), finding.url.toString(), severity, finding.kind));
        }
        json.writeStartObject();
        json.writeStringField("ruleId", id);
        json.writeStringField("level", LEVELS.get(severity));
        json.writeObjectFieldStart("message");
        json.writeStringField("text", message(finding, severity));
        json.writeEndObject();
        location(finding);
        var key = Baseline.Key.of(finding);
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField("taskhub/v1",
                String.join("|", key.id(), key.subject(), key.resultClass(), key.path()));
        json.writeEndObject();
        if (compared && state != State.IGNORED) {
            json.writeStringField("baselineState", state == State.KNOWN ? "unchanged" : "new");
        }
        if (state == State.IGNORED) {
            json.writeArrayFieldStart("suppressions");
            json.writeStartObject();
            json.writeStringField("kind", "external");
            json.writeEndObject();
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static String message(RawFinding finding, Severity severity) {
        var text = new StringBuilder(severity.name()).append(": ").append(finding.subject());
        if (finding.installed.length() > 0) {
            text.append(' ').append(finding.installed).append(finding.fixedVersion.length() > 0
                    ? ", fixed in " + finding.fixedVersion : ", no fix yet");
        }
        return finding.title.length() == 0 ? text.toString()
                : text.append(": ").append(finding.title.atMost(LONGEST)).toString();
    }

    private void location(RawFinding finding) throws IOException {
        String place = finding.path.length() > 0 ? finding.path.toString() : finding.target;
        place = place.isEmpty() ? String.valueOf(finding.artifact) : place;
        if (!place.equals(path)) {
            path = place;
            uri = uri(place);
        }
        json.writeArrayFieldStart("locations");
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", uri);
        json.writeEndObject();
        json.writeObjectFieldStart("region");
        json.writeNumberField("startLine", Math.max(1, finding.line));
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }

    private static String uri(String path) {
        try {
            return new URI(null, null, path.replaceFirst("^/+", ""), null).toASCIIString();
        } catch (URISyntaxException e) {
            return "unknown";
        }
    }

    @Override
    public void close() throws IOException {
        try (json) {
            json.writeEndArray();
            json.writeObjectFieldStart("tool");
            json.writeObjectFieldStart("driver");
            json.writeStringField("name", "Trivy");
            json.writeStringField("informationUri", "https://github.com/aquasecurity/trivy");
            json.writeArrayFieldStart("rules");
            for (var rule : rules.entrySet()) {
                rule(rule.getKey(), rule.getValue());
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void rule(String id, Rule rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeObjectFieldStart("shortDescription");
        json.writeStringField("text", rule.title().isEmpty() ? id : rule.title());
        json.writeEndObject();
        if (rule.url().startsWith("https://") || rule.url().startsWith("http://")) {
            json.writeStringField("helpUri", rule.url());
        }
        json.writeObjectFieldStart("properties");
        json.writeStringField("security-severity", SCORES.get(rule.severity()));
        json.writeArrayFieldStart("tags");
        json.writeString(rule.kind().name().toLowerCase(Locale.ROOT));
        json.writeString("security");
        json.writeString(rule.severity().name());
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }
}
