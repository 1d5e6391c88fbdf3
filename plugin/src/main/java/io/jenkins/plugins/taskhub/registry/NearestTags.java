package io.jenkins.plugins.taskhub.registry;

import hudson.util.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Orders a registry's tags by how likely one of them was meant. */
final class NearestTags {

    private static final Comparator<String> NEWEST_FIRST = Comparator
            .comparing((String tag) -> Version.of(tag).orElse(null), Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(Comparator.reverseOrder());

    private NearestTags() {}

    /**
     * At most {@code count} tags: those that differ least from the wanted one, the newer version first where several
     * differ alike; for an empty one the newest versions.
     */
    static List<String> of(String wanted, Collection<String> tags, int count) {
        if (wanted == null || wanted.isBlank()) {
            return tags.stream().sorted(NEWEST_FIRST).limit(count).toList();
        }
        return tags.stream()
                .sorted(Comparator.comparingInt((String tag) -> EditDistance.editDistance(plain(wanted), plain(tag)))
                        .thenComparing(tag -> -commonPrefix(plain(wanted), plain(tag)))
                        .thenComparing(NEWEST_FIRST))
                .limit(count)
                .toList();
    }

    /** People write v1.2.3 for 1.2.3 and the other way round. */
    private static String plain(String tag) {
        return Version.of(tag).isPresent() && tag.startsWith("v") ? tag.substring(1) : tag;
    }

    private static int commonPrefix(String one, String other) {
        int length = 0;
        while (length < one.length() && length < other.length() && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }
}
