package io.jenkins.plugins.taskhub.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a report that {@code trivy --format json} wrote, schema 2, while it streams by: whatever its size, no more than
 * one finding is held. What is no whole report of Trivy is a {@link StepFailure}, never a report without findings.
 */
final class TrivyReport {
    private static final String SCHEMA = "2";
    private static final JsonFactory JSON = new JsonFactory();

    private final String name;
    private final Visitor visitor;
    private final RawFinding finding = new RawFinding();
    private final List<RawFinding> early = new ArrayList<>();
    private final Facts facts = new Facts();
    private boolean versioned;
    private boolean placed;

    /** Is shown each finding. */
    @FunctionalInterface
    interface Visitor {
        /** @param finding valid until this returns */
        void found(RawFinding finding) throws IOException;
    }

    /** What a report says of what was scanned. */
    static final class Facts {
        String artifactName;
        String artifactType;
        String osFamily;
        String osName;
        boolean endOfLife;
        /** Findings that Trivy itself has left out, because of VEX or an ignore file of its own. */
        int suppressed;

        /** The operating system in an image; null where there is none. */
        String os() {
            return osFamily == null ? null : osName == null ? osFamily : osFamily + " " + osName;
        }
    }

    /** Says in what it is no report. */
    static final class NoTrivyReport extends IOException {
        private static final long serialVersionUID = 1L;

        NoTrivyReport(String why) {
            super(why);
        }
    }

    private TrivyReport(String name, Visitor visitor) {
        this.name = name;
        this.visitor = visitor;
    }

    /**
     * Reads a report to its end.
     *
     * @param name of the report, for messages
     * @param in closed at the end
     * @throws StepFailure when it is empty, cut off, no JSON, of another schema, or not by Trivy
     */
    static Facts read(String name, InputStream in, Visitor visitor) throws IOException {
        return new TrivyReport(name, visitor).read(in);
    }

    private Facts read(InputStream in) throws IOException {
        try (in; JsonParser json = JSON.createParser(in)) {
            if (json.nextToken() == null) {
                throw new StepFailure(name + " is empty: it is no report. Run the scan again");
            }
            root(json);
            if (json.nextToken() != null) {
                throw new NoTrivyReport("something follows its end");
            }
            return facts;
        } catch (JsonEOFException e) {
            throw new StepFailure(name + " ends in the middle (line " + e.getLocation().getLineNr()
                    + "): it is cut off. Run the scan again", e);
        } catch (JsonProcessingException e) {
            throw new StepFailure(name + " is no JSON (line " + e.getLocation().getLineNr()
                    + "): give a report that trivy --format json wrote", e);
        } catch (NoTrivyReport e) {
            throw new StepFailure(name + " is not a report of Trivy: " + e.getMessage()
                    + ". Give one that trivy --format json wrote", e);
        }
    }

    private void root(JsonParser json) throws IOException {
        expect(json, JsonToken.START_OBJECT, "it is no JSON object");
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "SchemaVersion" -> schema(json);
                case "ArtifactName" -> {
                    facts.artifactName = text(json);
                    finding.artifact = facts.artifactName;
                }
                case "ArtifactType" -> facts.artifactType = text(json);
                case "Metadata" -> metadata(json);
                case "Results" -> each(json, this::result);
                default -> json.skipChildren();
            }
        }
        if (!versioned) {
            throw new NoTrivyReport("it has no SchemaVersion");
        }
        if (facts.artifactName == null) {
            throw new NoTrivyReport("it does not say what was scanned (ArtifactName)");
        }
    }

    private void schema(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || !SCHEMA.equals(json.getText())) {
            throw new StepFailure(name + " has SchemaVersion " + json.getText() + ", and " + SCHEMA
                    + " is what is understood: scan with a Trivy that writes that");
        }
        versioned = true;
    }

    private void metadata(JsonParser json) throws IOException {
        members(json, field -> {
            if (field.equals("OS")) {
                members(json, inner -> {
                    switch (inner) {
                        case "Family" -> facts.osFamily = text(json);
                        case "Name" -> facts.osName = text(json);
                        case "EOSL" -> facts.endOfLife = json.currentToken() == JsonToken.VALUE_TRUE;
                        default -> json.skipChildren();
                    }
                });
            } else {
                json.skipChildren();
            }
        });
    }

    private void result(JsonParser json) throws IOException {
        finding.target = null;
        finding.resultClass = "";
        placed = false;
        early.clear();
        members(json, field -> {
            switch (field) {
                case "Target" -> {
                    finding.target = text(json);
                    placed = true;
                }
                case "Class" -> finding.resultClass = text(json);
                case "Vulnerabilities" -> each(json, list -> finding(list, Kind.VULNERABILITY));
                case "Misconfigurations" -> each(json, list -> finding(list, Kind.MISCONFIGURATION));
                case "Secrets" -> each(json, list -> finding(list, Kind.SECRET));
                case "Licenses" -> each(json, list -> finding(list, Kind.LICENSE));
                case "ExperimentalModifiedFindings" -> each(json, list -> {
                    list.skipChildren();
                    facts.suppressed++;
                });
                default -> json.skipChildren();
            }
        });
        for (RawFinding each : early) {
            each.target = finding.target;
            each.resultClass = finding.resultClass;
            visit(each);
        }
    }

    private void finding(JsonParser json, Kind kind) throws IOException {
        finding.clear(kind);
        expect(json, JsonToken.START_OBJECT, "a finding is no JSON object");
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "VulnerabilityID", "ID", "RuleID", "Name" -> finding.id.take(json);
                case "AVDID" -> finding.otherId.take(json);
                case "PkgName" -> finding.pkg.take(json);
                case "PkgPath", "FilePath" -> finding.path.take(json);
                case "PkgIdentifier" -> identifier(json);
                case "InstalledVersion" -> finding.installed.take(json);
                case "FixedVersion" -> finding.fixedVersion.take(json);
                case "Severity" -> finding.severity.take(json);
                case "Status" -> finding.status.take(json);
                case "Title" -> finding.title.take(json);
                case "PrimaryURL", "Link" -> finding.url.take(json);
                case "StartLine" -> finding.line = json.getValueAsInt();
                case "CauseMetadata" -> cause(json);
                default -> json.skipChildren();
            }
        }
        if (finding.id.length() == 0) {
            throw new NoTrivyReport("a finding has no id");
        }
        if (placed) {
            visit(finding);
        } else {
            early.add(finding.copy());
        }
    }

    /** A misconfiguration is also in the report where the check passed, when that was asked for. */
    private void visit(RawFinding found) throws IOException {
        if (found.target == null) {
            throw new NoTrivyReport("a result does not say where it was found (Target)");
        }
        if (found.kind != Kind.MISCONFIGURATION || "FAIL".contentEquals(found.status)) {
            visitor.found(found);
        }
    }

    private void identifier(JsonParser json) throws IOException {
        members(json, field -> {
            if (field.equals("PURL")) {
                finding.purl.take(json);
            } else {
                json.skipChildren();
            }
        });
    }

    private void cause(JsonParser json) throws IOException {
        members(json, field -> {
            if (field.equals("StartLine")) {
                finding.line = json.getValueAsInt();
            } else {
                json.skipChildren();
            }
        });
    }

    /** Goes through an array; null is an empty one. */
    private static void each(JsonParser json, Element element) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expect(json, JsonToken.START_ARRAY, json.currentName() + " is no list");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            element.read(json);
        }
    }

    /** Goes through the members of an object, the parser at each one's value; null is an empty one. */
    private static void members(JsonParser json, Member member) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        expect(json, JsonToken.START_OBJECT, json.currentName() + " is no JSON object");
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            member.read(field);
        }
    }

    private static String text(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(json, JsonToken.VALUE_STRING, json.currentName() + " is not a text");
        return json.getText();
    }

    private static void expect(JsonParser json, JsonToken token, String otherwise) throws IOException {
        if (json.currentToken() != token) {
            throw new NoTrivyReport(otherwise);
        }
    }

    @FunctionalInterface
    private interface Element {
        void read(JsonParser json) throws IOException;
    }

    @FunctionalInterface
    private interface Member {
        void read(String field) throws IOException;
    }
}
