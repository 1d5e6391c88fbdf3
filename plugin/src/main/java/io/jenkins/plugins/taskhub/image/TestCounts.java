package io.jenkins.plugins.taskhub.image;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * How many tests there were.
 *
 * @param total all, with those that failed and those that were skipped
 * @param names the first that failed, {@code Class.test}
 * @param unreadable the first report that could not be read, with why; null where each could
 */
record TestCounts(int total, int failed, int skipped, List<String> names, String unreadable) implements Serializable {
    /** How many names of failed tests are kept. */
    static final int MOST_NAMES = 5;
    static final TestCounts NONE = new TestCounts(0, 0, 0, List.of(), null);

    /** Both together. */
    TestCounts and(TestCounts other) {
        var all = new ArrayList<>(names);
        all.addAll(other.names);
        return new TestCounts(total + other.total, failed + other.failed, skipped + other.skipped,
                List.copyOf(all.subList(0, Math.min(all.size(), MOST_NAMES))), unreadable == null ? other.unreadable : unreadable);
    }

    /** For the step's result. */
    LinkedHashMap<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("total", total);
        map.put("failed", failed);
        map.put("skipped", skipped);
        return map;
    }

    /** The names of those that failed, as far as they are kept. */
    String failures() {
        return String.join(", ", names) + (failed > names.size() ? " and " + (failed - names.size()) + " more" : "");
    }

    @Override
    public String toString() {
        return total + (total == 1 ? " test" : " tests") + ", " + failed + " failed, " + skipped + " skipped";
    }
}
