package io.jenkins.plugins.taskhub.scan;

import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a {@code .trivyignore.yaml}. */
final class IgnoreFileReader {
    private static final Map<String, Kind> SECTIONS =
            Stream.of(Kind.values()).collect(Collectors.toMap(Kind::section, kind -> kind));
    private static final Set<String> KEYS = Set.of("id", "paths", "purls", "expired_at", "statement");

    private final String file;
    private final List<IgnoreEntry> entries = new ArrayList<>();

    private IgnoreFileReader(String file) {
        this.file = file;
    }

    /**
     * Reads the file.
     *
     * @param file its name, for messages
     * @param now entries whose {@code expired_at} is before this ignore nothing
     * @throws StepFailure with name and line when it is not as it should be
     */
    static IgnoreFile read(String file, String text, Instant now) {
        var reader = new IgnoreFileReader(file);
        try {
            var root = new Compose(LoadSettings.builder().build()).composeString(text);
            if (root.isPresent()) {
                reader.sections(root.get(), now);
            }
            return new IgnoreFile(reader.entries);
        } catch (MarkedYamlEngineException e) {
            throw reader.refused(e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1),
                    "is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw reader.refused(1, "is no YAML");
        }
    }

    private void sections(Node root, Instant now) {
        for (var section : mapping(root, "is not a list of vulnerabilities, misconfigurations, secrets or licenses")
                .getValue()) {
            String name = text(section.getKeyNode(), "");
            Kind kind = SECTIONS.get(name);
            if (kind == null) {
                throw refused(line(section.getKeyNode()), "has " + Names.shown(name)
                        + ": give vulnerabilities, misconfigurations, secrets or licenses");
            }
            for (Node entry : items(section.getValueNode(), "needs a list under " + name)) {
                entries.add(entry(kind, entry, now));
            }
        }
    }

    private IgnoreEntry entry(Kind kind, Node node, Instant now) {
        var entry = new IgnoreEntry(kind, line(node));
        for (var member : mapping(node, "needs entries such as - id: CVE-2024-1234").getValue()) {
            String key = text(member.getKeyNode(), "");
            Node value = member.getValueNode();
            switch (key) {
                case "id" -> entry.id = text(value, "has an id that is no text").strip();
                case "statement" -> entry.statement = text(value, "has a statement that is no text").strip();
                case "expired_at" -> entry.expire(text(value, "has an expired_at that is no date").strip(),
                        date(value), now);
                case "paths" -> items(value, "needs a list under paths").forEach(path -> path(entry, path));
                case "purls" -> items(value, "needs a list under purls").forEach(purl ->
                        entry.purls.add(Purl.of(text(purl, "has a purl that is no text"))));
                default -> throw refused(line(member.getKeyNode()), "has " + Names.shown(key) + ": an entry takes "
                        + KEYS.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
        if (entry.id.isEmpty()) {
            throw refused(entry.line, "has an entry without an id: say which finding it is about");
        }
        return entry;
    }

    private void path(IgnoreEntry entry, Node node) {
        String glob = text(node, "has a path that is no text");
        try {
            entry.paths.add(Glob.pattern(glob));
        } catch (PatternSyntaxException e) {
            throw refused(line(node), "has the path " + Names.shown(glob) + " that is no pattern: "
                    + e.getDescription());
        }
    }

    private Instant date(Node node) {
        String date = text(node, "").strip();
        try {
            return date.length() > 10 ? OffsetDateTime.parse(date.replace(' ', 'T')).toInstant()
                    : LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw refused(line(node), "has the expired_at " + Names.shown(date)
                    + ": give a date such as 2026-12-31, or a time such as 2026-12-31T12:00:00Z");
        }
    }

    private MappingNode mapping(Node node, String otherwise) {
        if (node instanceof MappingNode mapping) {
            var names = new HashSet<String>();
            for (var member : mapping.getValue()) {
                String name = text(member.getKeyNode(), "has a name that is no text");
                if (!names.add(name)) {
                    throw refused(line(member.getKeyNode()), "has " + Names.shown(name) + " a second time");
                }
            }
            return mapping;
        }
        throw refused(line(node), otherwise);
    }

    private List<Node> items(Node node, String otherwise) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (node instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
            return List.of();
        }
        throw refused(line(node), otherwise);
    }

    private String text(Node node, String otherwise) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw refused(line(node), otherwise);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private StepFailure refused(int line, String what) {
        return new StepFailure("ignoreFile " + Names.shown(file) + " line " + line + " " + what);
    }
}
