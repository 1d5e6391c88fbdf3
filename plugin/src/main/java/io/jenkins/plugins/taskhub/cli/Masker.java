package io.jenkins.plugins.taskhub.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces the secrets that a step knows in what it writes and throws: each value, each line of a value of several
 * lines, and their base64 and URL forms. Values of fewer than {@value #SHORTEST} characters are left alone: replacing
 * them would make the log unreadable and still tell them. Safe to use from several threads; never saved.
 */
public final class Masker {
    /** Shorter values are not replaced. */
    public static final int SHORTEST = 4;

    private static final String MASK = "****";

    private final Set<String> forms =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    private volatile Pattern pattern;
    private volatile int longest;

    /** From now on this value is replaced. */
    public synchronized void add(String secret) {
        if (secret == null) {
            return;
        }
        addForms(secret);
        addForms(secret.strip());
        secret.lines().map(String::strip).forEach(this::addForms);
        longest = forms.isEmpty() ? 0 : forms.iterator().next().length();
        pattern = forms.isEmpty() ? null
                : Pattern.compile(forms.stream().map(Pattern::quote).collect(Collectors.joining("|")));
    }

    /** The text with every known secret replaced by asterisks; null stays null. */
    public String mask(String text) {
        var known = pattern;
        return text == null || known == null ? text : known.matcher(text).replaceAll(MASK);
    }

    /** The length of the longest form: what may be cut in two at the end of a text that is cut. */
    int longest() {
        return longest;
    }

    private void addForms(String secret) {
        if (secret.length() < SHORTEST) {
            return;
        }
        forms.add(secret);
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }
}
