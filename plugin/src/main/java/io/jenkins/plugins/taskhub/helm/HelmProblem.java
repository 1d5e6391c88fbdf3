package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.cli.Outcome;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What helm's error output means, in one sentence with what to do. */
final class HelmProblem {
    private static final Pattern LEAD = Pattern.compile("^(?:Error: )?(?:(?:UPGRADE|INSTALLATION|ROLLBACK) FAILED: )?");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final int LONGEST = 600;
    private static final String SCHEMA = "values don't meet the specifications of the schema";

    /** What helm says, in lower case, and what to do about it; the first that fits counts. */
    private static final Map<Pattern, String> ADVICE = advice();

    private HelmProblem() {}

    /** Why a helm command failed, in one line. */
    static String of(Outcome outcome) {
        if (outcome.endedFor() != null) {
            return outcome.endedFor();
        }
        if (outcome.status() == 127) {
            return "helm is not on the PATH of the agent: install Helm 3 or Helm 4 there, or run the step in a container "
                    + "that has it";
        }
        if (outcome.status() < 0) {
            return "the agent lost the process of helm (was it restarted?): look at the release, then run the job again";
        }
        String said = said(outcome.tail());
        if (said.isEmpty()) {
            return "helm ended with status " + outcome.status() + " and said nothing: run it by hand on the agent";
        }
        String low = said.toLowerCase();
        return ADVICE.entrySet().stream().filter(e -> e.getKey().matcher(low).find()).findFirst()
                .map(e -> said + ": " + e.getValue()).orElse(said);
    }

    /** The error from the line that begins with {@code Error:} on, on one line; all of the tail where there is none. */
    private static String said(List<String> tail) {
        int start = 0;
        for (int i = 0; i < tail.size(); i++) {
            if (tail.get(i).startsWith("Error:")) {
                start = i;
            }
        }
        var lines = tail.subList(start, tail.size());
        String text = lines.stream().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
        text = SPACE.matcher(LEAD.matcher(text).replaceFirst("")).replaceAll(" ");
        if (text.startsWith(SCHEMA)) {
            text = "the values do not fit the chart's schema:"
                    + text.substring(text.indexOf(':') < 0 ? text.length() : text.indexOf(':') + 1);
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    private static Map<Pattern, String> advice() {
        var advice = new java.util.LinkedHashMap<Pattern, String>();
        advice.put(Pattern.compile("do not fit the chart's schema"), "correct the values files or set");
        advice.put(Pattern.compile("asked for the client to provide credentials|unauthorized"),
                "the credentials are wrong or have expired: renew the kubeconfig");
        advice.put(Pattern.compile("is forbidden"), "give the kubeconfig's user that right, or use another kubeconfig");
        advice.put(Pattern.compile("cluster unreachable|connection refused|no such host|i/o timeout"),
                "check the address in the kubeconfig and the network of the agent");
        advice.put(Pattern.compile("another operation .* is in progress"),
                "wait until it is over; if nothing runs, deploy again with recover: 'rollback'");
        advice.put(Pattern.compile("namespaces? .* not found"), "create it, or deploy with createNamespace: true");
        advice.put(Pattern.compile("hooks? failed"), "see the log of the hook's Job in the cluster, then deploy again");
        advice.put(Pattern.compile("cannot be imported into the current release|invalid ownership metadata"),
                "somebody else made that object: delete it, or annotate it for this release");
        advice.put(Pattern.compile("repo .* not found"),
                "correct chart (there is no such folder in the workspace either), or add the repository on the agent");
        advice.put(Pattern.compile("missing in charts/ directory"), "run helm dependency build on the chart first");
        advice.put(Pattern.compile("timed out waiting|context deadline exceeded"),
                "see what is not ready with kubectl get pods, or give a longer timeout");
        return advice;
    }
}
