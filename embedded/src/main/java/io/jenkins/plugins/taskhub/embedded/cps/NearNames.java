package io.jenkins.plugins.taskhub.embedded.cps;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that somebody may have meant. */
public final class NearNames {
    private static final int MOST = 3;

    private NearNames() {}

    /** Those of the names that differ from this one by a slip, nearest first; at most three. */
    public static List<String> of(String name, Collection<String> names) {
        record Near(String name, int distance) {}
        var wanted = name.toLowerCase(Locale.ROOT);
        return names.stream().distinct()
                .map(each -> new Near(each, distance(wanted, each.toLowerCase(Locale.ROOT))))
                .filter(near -> near.distance <= Math.max(1, Math.min(name.length(), near.name.length()) / 3)
                        || (wanted.length() > 2 && near.name.toLowerCase(Locale.ROOT).startsWith(wanted)))
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(MOST).map(Near::name).toList();
    }

    /** A sentence that offers the nearest names, or nothing. */
    public static String hint(String name, Collection<String> names) {
        var near = of(name, names);
        return near.isEmpty() ? "" : ". Did you mean " + String.join(", ", near) + "?";
    }

    /** Letters to insert, delete, replace or swap with their neighbour. */
    private static int distance(String a, String b) {
        var rows = new int[a.length() + 1][b.length() + 1];
        for (var i = 0; i <= a.length(); i++) {
            for (var j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                var same = a.charAt(i - 1) == b.charAt(j - 1);
                var best = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, rows[i - 2][j - 2] + 1);
                }
                rows[i][j] = best;
            }
        }
        return rows[a.length()][b.length()];
    }
}
