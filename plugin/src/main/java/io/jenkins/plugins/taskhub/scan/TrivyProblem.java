package io.jenkins.plugins.taskhub.scan;

import io.jenkins.plugins.taskhub.cli.Outcome;
import java.util.regex.Pattern;

/** Why a scan did not happen, in a line. */
final class TrivyProblem {
    private static final Pattern FATAL = Pattern.compile(".*\\bFATAL\\s+(?:Fatal error\\s+)?(.*)");
    private static final int LONGEST = 400;

    private TrivyProblem() {}

    /** @param outcome of a trivy that did not end well */
    static String of(Outcome outcome) {
        if (outcome.status() == 127) {
            return "there is no trivy on the agent's PATH: install it there, or give a report that is made elsewhere";
        }
        if (outcome.status() > 128) {
            return "it was killed (signal " + (outcome.status() - 128) + "), maybe for want of memory. Nothing was "
                    + "judged; run the job again";
        }
        if (outcome.status() < 0) {
            return "the agent has lost it. Nothing was judged; run the job again";
        }
        String said = "exit code " + outcome.status();
        for (String line : outcome.tail()) {
            var fatal = FATAL.matcher(line);
            said = fatal.matches() ? fatal.group(1) : said;
        }
        said = said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
        return said + remedy(said);
    }

    private static String remedy(String said) {
        if (said.contains("on the first run")) {
            return ". There is no vulnerability database: run once without skipDbUpdate, or fill the cache of the "
                    + "agent (TRIVY_CACHE_DIR)";
        }
        if (said.contains("context deadline exceeded")) {
            return ". It took longer than timeout: give it more";
        }
        return "";
    }
}
