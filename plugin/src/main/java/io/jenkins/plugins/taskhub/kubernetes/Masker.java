package io.jenkins.plugins.taskhub.kubernetes;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Takes the build's secrets out of text that comes from the cluster, such as the log of a pod. */
@FunctionalInterface
public interface Masker {
    /** Masks nothing: for text that is masked further on. */
    Masker NONE = text -> text;

    /** Returns the text with every secret replaced; never null for a text that is not null. */
    String mask(String text);

    /** A masker that replaces each of these secrets by {@code ****}, the longest first; blank ones are left out. */
    static Masker of(Collection<String> secrets) {
        var longestFirst = secrets.stream().filter(s -> s != null && !s.isBlank()).distinct()
                .sorted(Comparator.comparingInt(String::length).reversed()).toList();
        return longestFirst.isEmpty() ? NONE : text -> replaceAll(longestFirst, text);
    }

    private static String replaceAll(List<String> secrets, String text) {
        var masked = text;
        for (var secret : secrets) {
            masked = masked.replace(secret, "****");
        }
        return masked;
    }
}
