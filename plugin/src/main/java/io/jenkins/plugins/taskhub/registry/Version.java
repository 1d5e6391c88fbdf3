package io.jenkins.plugins.taskhub.registry;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A semantic version as tags write it: {@code [v]major.minor.patch[-preRelease]}; a tag cannot hold build metadata. */
record Version(BigInteger major, BigInteger minor, BigInteger patch, List<String> preRelease)
        implements Comparable<Version> {

    private static final Pattern FORM = Pattern.compile("v?(\\d+)\\.(\\d+)\\.(\\d+)(?:-([0-9A-Za-z.-]+))?");
    private static final Comparator<Version> NUMBERS =
            Comparator.comparing(Version::major).thenComparing(Version::minor).thenComparing(Version::patch);

    static Optional<Version> of(String tag) {
        Matcher matcher = FORM.matcher(tag);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> preRelease = matcher.group(4) == null ? List.of() : List.of(matcher.group(4).split("\\."));
        return Optional.of(new Version(new BigInteger(matcher.group(1)), new BigInteger(matcher.group(2)),
                new BigInteger(matcher.group(3)), preRelease));
    }

    /** A version comes after its pre-releases; these are compared part by part, numbers as numbers and before words. */
    @Override
    public int compareTo(Version other) {
        int order = NUMBERS.compare(this, other);
        if (order != 0) {
            return order;
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        for (int i = 0; i < Math.min(preRelease.size(), other.preRelease.size()); i++) {
            order = comparePart(preRelease.get(i), other.preRelease.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(preRelease.size(), other.preRelease.size());
    }

    private static int comparePart(String one, String other) {
        boolean number = one.matches("\\d+");
        if (number != other.matches("\\d+")) {
            return number ? -1 : 1;
        }
        return number ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
    }
}
