package io.jenkins.plugins.taskhub.terraform;

import io.jenkins.plugins.taskhub.cli.Outcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What Terraform's errors mean, in one sentence with what to do. */
final class TerraformProblem {
    private static final Pattern PLACE = Pattern.compile("^\\s*on (\\S+) line (\\d+).*");
    private static final Pattern CODE = Pattern.compile("^\\s*\\d+:.*|^\\s*│?\\s*[├└].*");
    private static final int LONGEST = 600;
    private static final int NOT_FOUND = 127;

    /** What Terraform says, and what to do about it; the first that fits counts. */
    private static final Map<Pattern, String> ADVICE = advice();

    private TerraformProblem() {}

    /** Why a command failed whose messages are plain text. */
    static String of(TerraformCli cli, Outcome outcome) {
        String early = withoutWords(cli.binary(), outcome);
        return early != null ? early : text(cli, outcome.status(), String.join("\n", outcome.tail()));
    }

    /** Why a command failed whose messages are JSON lines. */
    static String of(TerraformCli cli, Outcome outcome, List<Diagnostic> errors) {
        String early = withoutWords(cli.binary(), outcome);
        if (early != null) {
            return early;
        }
        return errors.isEmpty() ? text(cli, outcome.status(), String.join("\n", outcome.tail()))
                : of(cli, errors);
    }

    /** What errors mean: the first, with the number of the others. */
    static String of(TerraformCli cli, List<Diagnostic> errors) {
        for (Diagnostic error : errors) {
            var lock = StateLock.in(error.detail());
            if (lock.isPresent()) {
                return lock.get().sentence(cli, Instant.now());
            }
        }
        String said = advised(errors.get(0).sentence(), errors.get(0).summary() + " " + errors.get(0).detail());
        return errors.size() == 1 ? said
                : said + " (and " + (errors.size() - 1) + (errors.size() == 2 ? " more error" : " more errors") + ")";
    }

    private static String withoutWords(String binary, Outcome outcome) {
        if (outcome.endedFor() != null) {
            return outcome.endedFor();
        }
        if (outcome.status() == NOT_FOUND) {
            return binary + " is not on the PATH of the agent: install Terraform or OpenTofu there, or run the step in a "
                    + "container that has it";
        }
        return outcome.status() < 0 ? "the agent lost the process of " + binary
                + " (was it restarted?): run the job again, which shows what is left to do" : null;
    }

    private static String text(TerraformCli cli, int status, String said) {
        var lock = StateLock.in(said);
        if (lock.isPresent()) {
            return lock.get().sentence(cli, Instant.now());
        }
        String[] errors = ("\n" + said.replaceAll("(?m)^[│╷╵] ?", "")).split("\nError: ");
        String last = errors[errors.length - 1];
        if (errors.length == 1) {
            return plain(cli, status, Diagnostic.oneLine(last));
        }
        return advised(block(last).sentence(), last);
    }

    private static String plain(TerraformCli cli, int status, String line) {
        if (line.isEmpty()) {
            return cli.binary() + " ended with status " + status + " and said nothing: run it by hand on the agent";
        }
        return advised(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line, line);
    }

    /** An error as text: its summary, the place and code it is about, its detail. */
    private static Diagnostic block(String text) {
        String[] parts = text.split("\n\\s*\n", 2);
        String place = "";
        var detail = new StringBuilder();
        for (String line : (parts.length > 1 ? parts[1] : "").split("\n")) {
            var match = PLACE.matcher(line);
            if (match.matches()) {
                place = match.group(1) + ":" + match.group(2);
            } else if (!CODE.matcher(line).matches()) {
                detail.append(line).append('\n');
            }
        }
        return new Diagnostic(true, Diagnostic.oneLine(parts[0]), detail.toString(), place, "");
    }

    private static String advised(String sentence, String said) {
        String low = said.toLowerCase();
        return ADVICE.entrySet().stream().filter(e -> e.getKey().matcher(low).find()).findFirst()
                .map(e -> sentence + ": " + e.getValue()).orElse(sentence);
    }

    private static Map<Pattern, String> advice() {
        var advice = new LinkedHashMap<Pattern, String>();
        advice.put(Pattern.compile("no value for required variable"), "give it by vars, secretVars or varFiles");
        advice.put(Pattern.compile("value for undeclared variable"), "correct its name, or declare it");
        advice.put(Pattern.compile("failed to query available provider packages|failed to install provider"),
                "check the agent's way to the provider registry, or give it a provider mirror in its CLI configuration");
        advice.put(Pattern.compile("inconsistent dependency lock file|doesn't match any of the checksums"),
                "renew .terraform.lock.hcl with init -upgrade and commit it");
        advice.put(Pattern.compile("unsupported (terraform|opentofu) core version"),
                "install a version on the agent that the configuration admits");
        advice.put(Pattern.compile("saved plan is stale"),
                "somebody applied something meanwhile: run the job again for a new plan");
        advice.put(Pattern.compile("module not installed|failed to download module"),
                "check the module's source and the agent's way to it");
        advice.put(Pattern.compile("nosuchbucket|bucket .*does not exist"), "make the bucket, or correct its name");
        advice.put(Pattern.compile("unauthorized|asked for the client to provide credentials|signaturedoesnotmatch"
                + "|invalidaccesskeyid"),
                "the credentials are wrong or have expired: renew them");
        advice.put(Pattern.compile("is forbidden|accessdenied"), "give these credentials that right, or use others");
        advice.put(Pattern.compile("connection refused|no such host|i/o timeout|cluster unreachable"),
                "check the address and the network of the agent");
        return advice;
    }
}
