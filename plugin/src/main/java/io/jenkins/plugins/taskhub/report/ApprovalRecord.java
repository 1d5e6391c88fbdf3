package io.jenkins.plugins.taskhub.report;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who approved what, when and why: kept with the build, written as {@code approval.json}, returned by the step. All of
 * it is text, numbers, lists and maps of the JDK.
 */
public final class ApprovalRecord extends BuildRecord {
    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, Object> facts;

    /** @param facts among them {@code environment}, {@code tag}, {@code digest} and the list {@code approvedBy} */
    public ApprovalRecord(Instant at, Map<String, Object> facts) {
        super(at);
        this.facts = new LinkedHashMap<>(facts);
    }

    /** Everything, as the step returns it. */
    public Map<String, Object> getFacts() {
        return Collections.unmodifiableMap(facts);
    }

    /** For which environment. */
    public String getEnvironment() {
        return text("environment");
    }

    /** What was bound by it: the digest of the image. */
    public String getDigest() {
        return text("digest");
    }

    /** Ids of those who approved; empty where nobody was asked. */
    public List<String> getApprovedBy() {
        return facts.get("approvedBy") instanceof List<?> people ? people.stream().map(String::valueOf).toList()
                : List.of();
    }

    private String text(String key) {
        Object value = facts.get(key);
        return value == null ? null : value.toString();
    }
}
