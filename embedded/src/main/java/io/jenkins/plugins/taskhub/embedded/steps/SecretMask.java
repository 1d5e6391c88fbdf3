package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;

import hudson.console.LineTransformationOutputStream;
import hudson.util.Secret;

/**
 * Replaces secrets by {@code ****} in whatever a body prints: the secret itself, each of its lines when it has several,
 * and the ways in which a shell quotes it. Output is held back until its line ends, so a secret that arrives in pieces
 * is found too. Saved in encrypted form only. A secret of one character is not masked: it would mangle every line.
 */
final class SecretMask extends TaskListenerDecorator {
    private static final long serialVersionUID = 1L;
    private static final String MASK = "****";
    private static final int SHORTEST = 2;

    private final List<String> encrypted;

    SecretMask(Collection<String> secrets) {
        encrypted = new ArrayList<>(secrets.stream().map(s -> Secret.fromString(s).getEncryptedValue()).toList());
    }

    @Override
    public OutputStream decorate(OutputStream logger) {
        Pattern pattern = pattern(encrypted.stream().map(s -> Secret.fromString(s).getPlainText()).toList());
        if (pattern == null) {
            return logger;
        }
        return new LineTransformationOutputStream.Delegating(logger) {
            @Override
            protected void eol(byte[] line, int length) throws IOException {
                String text = new String(line, 0, length, StandardCharsets.UTF_8);
                Matcher matcher = pattern.matcher(text);
                if (matcher.find()) {
                    out.write(matcher.replaceAll(Matcher.quoteReplacement(MASK)).getBytes(StandardCharsets.UTF_8));
                } else {
                    out.write(line, 0, length);
                }
            }
        };
    }

    /** A pattern for all forms of all secrets, the longest first; null when there is nothing to look for. */
    static Pattern pattern(Collection<String> secrets) {
        Set<String> forms = new TreeSet<>(Comparator.comparingInt(String::length).reversed()
                .thenComparing(Comparator.naturalOrder()));
        for (String secret : secrets) {
            for (String part : secret.lines().map(String::strip).toList()) {
                forms.add(part);
                forms.add(part.replace("'", "'\\''"));
                forms.add(part.replace("'", "'\"'\"'"));
                forms.add(part.replaceAll("[\\\\$`\"]", "\\\\$0"));
            }
        }
        forms.removeIf(form -> form.length() < SHORTEST);
        return forms.isEmpty() ? null
                : Pattern.compile(forms.stream().map(Pattern::quote).collect(Collectors.joining("|")));
    }
}
