package hudson.util;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** How many single-letter edits lead from one text to another. */
public class EditDistance {
    private EditDistance() {
    }

    public static int editDistance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }

    /** The nearest of the candidates; {@code null} where there is none. */
    public static String findNearest(String key, Collection<String> group) {
        return group.stream().min(Comparator.comparingInt(candidate -> editDistance(key, candidate))).orElse(null);
    }

    public static String findNearest(String key, String[] group) {
        return findNearest(key, Arrays.asList(group));
    }
}
