package io.jenkins.plugins.taskhub.approval;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who approved what, when and why: kept with the build, written as {@code approval.json}, returned by the step. All of
 * it is text, numbers, lists and maps of the JDK.
 */
public final class ApprovalRecord extends InvisibleAction {

    private final LinkedHashMap<String, Object> facts;

    private ApprovalRecord(LinkedHashMap<String, Object> facts) {
        this.facts = facts;
    }

    static ApprovalRecord of(ApprovalRequest request, ApprovalState state, String build, Instant now) {
        ArrayList<String> people = new ArrayList<>();
        ArrayList<LinkedHashMap<String, Object>> approvals = new ArrayList<>();
        String reason = "";
        for (Approval approval : state.approvals) {
            people.add(approval.by());
            LinkedHashMap<String, Object> one = new LinkedHashMap<>();
            one.put("by", approval.by());
            one.put("reason", approval.reason());
            one.put("at", approval.at().toString());
            approvals.add(one);
            reason = reason.isEmpty() ? approval.reason() : reason;
        }
        LinkedHashMap<String, Object> facts = new LinkedHashMap<>();
        facts.put("environment", request.environment);
        facts.put("image", request.image().name());
        facts.put("tag", request.releaseTag);
        facts.put("digest", state.digest);
        facts.put("pinned", request.image().withDigest(state.digest).toString());
        facts.put("approvedBy", people);
        facts.put("reason", reason);
        facts.put("at", now.toString());
        facts.put("approvals", approvals);
        facts.put("startedBy", new ArrayList<>(state.starters));
        facts.put("parameterOnly", request.parameterOnly);
        facts.put("changes", request.changes);
        facts.put("build", build);
        return new ApprovalRecord(facts);
    }

    /** The approvals of a build, in the order in which they were given. */
    public static List<ApprovalRecord> of(Run<?, ?> run) {
        return run.getActions(ApprovalRecord.class);
    }

    /** Everything, as the step returns it. */
    public Map<String, Object> getFacts() {
        return Collections.unmodifiableMap(facts);
    }

    /** A copy for the Pipeline, which may keep and change it. */
    LinkedHashMap<String, Object> result() {
        return new LinkedHashMap<>(facts);
    }
}
