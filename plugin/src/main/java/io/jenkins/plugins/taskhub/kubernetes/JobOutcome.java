package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How a Job ended.
 *
 * @param verdict   in one word
 * @param reason    why it did not succeed, as a part of a sentence without a full stop; empty where it did
 * @param results   what its log said in lines such as {@code ::file=taskdb.dump}: by key, in the order of the log
 * @param lastLines the last lines of its log without those, 40 at most
 * @param seconds   how long it was watched
 */
public record JobOutcome(Verdict verdict, String reason, Map<String, List<String>> results, List<String> lastLines,
                         long seconds) implements Serializable {

    /** How a Job can end. */
    public enum Verdict {
        /** It is complete. */
        SUCCEEDED,
        /** It failed, or its pod will not start. */
        FAILED,
        /** It was deleted before its end was seen. */
        GONE,
        /** It did not end in time, and may still run. */
        TIMED_OUT,
        /** Nobody watched any longer. */
        STOPPED
    }

    /** Copies the collections. */
    public JobOutcome {
        var copy = new LinkedHashMap<String, List<String>>();
        results.forEach((key, values) -> copy.put(key, new ArrayList<>(values)));
        results = copy;
        lastLines = List.copyOf(lastLines);
    }

    /** Whether the Job is complete. */
    public boolean succeeded() {
        return verdict == Verdict.SUCCEEDED;
    }

    /** The first value of a key; empty where the log did not say it. */
    public String result(String key) {
        return all(key).stream().findFirst().orElse("");
    }

    /** The first value of a key as a number; 0 where the log did not say one. */
    public long number(String key) {
        var text = result(key);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /** All values of a key. */
    public List<String> all(String key) {
        return results.getOrDefault(key, List.of());
    }

    /** The same with every text masked. */
    public JobOutcome masked(UnaryOperator<String> masker) {
        var masked = new LinkedHashMap<String, List<String>>();
        results.forEach((key, values) -> masked.put(key, values.stream().map(masker).toList()));
        return new JobOutcome(verdict, masker.apply(reason), masked, lastLines.stream().map(masker).toList(), seconds);
    }
}
