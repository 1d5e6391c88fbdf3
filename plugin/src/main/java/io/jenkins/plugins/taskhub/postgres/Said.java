package io.jenkins.plugins.taskhub.postgres;

import io.jenkins.plugins.taskhub.kubernetes.JobOutcome;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** What a script said of its results, in a form that is saved with the build. */
final class Said implements Serializable {
    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, ArrayList<String>> results = new LinkedHashMap<>();

    Said(JobOutcome outcome) {
        outcome.results().forEach((key, values) -> results.put(key, new ArrayList<>(values)));
    }

    /** The first value of a key; empty where it was not said. */
    String text(String key) {
        return all(key).stream().findFirst().orElse("");
    }

    /** The first value of a key as a number; 0 where none was said. */
    long number(String key) {
        String text = text(key);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /** Whether it was said to be true. */
    boolean is(String key) {
        return text(key).equals("true");
    }

    /** All values of a key. */
    List<String> all(String key) {
        return results.getOrDefault(key, new ArrayList<>());
    }
}
