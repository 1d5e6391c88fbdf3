package io.jenkins.plugins.taskhub.approval;

import io.jenkins.plugins.taskhub.report.ApprovalRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Makes the record of an approval. */
final class ApprovalFacts {
    private ApprovalFacts() {}

    /** @param build the build's id, such as {@code folder/job#41} */
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
        return new ApprovalRecord(now, facts);
    }
}
