package io.jenkins.plugins.taskhub.sandbox.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.jenkins.plugins.taskhub.embedded.cps.NearNames;
import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/**
 * Answers from a YAML file: a list whose entries have {@code user}, and optionally {@code prompt} (the id or the
 * message of a prompt; without it, any), {@code answer} (proceed or abort), {@code parameters} and {@code after}
 * (such as {@code 5s}). Each entry answers one prompt; the first that fits is taken.
 */
final class AnswersFile implements Answers {
    private static final Set<String> KEYS = Set.of("prompt", "user", "answer", "parameters", "after");

    private final Path file;
    private final List<Entry> left = new ArrayList<>();

    private record Entry(String prompt, Answer answer) {
        boolean fits(Prompt asked) {
            return prompt == null || prompt.equalsIgnoreCase(asked.id()) || prompt.equals(asked.message());
        }
    }

    private AnswersFile(Path file) {
        this.file = file;
    }

    /** Reads the file; refuses what it does not understand. */
    static AnswersFile read(Path file) {
        AnswersFile answers = new AnswersFile(file);
        Object content = Yaml.read(file);
        if (!(content instanceof List<?> entries)) {
            throw CommandFailure.wrongUsage(file + ": a list of answers is expected, such as \"- user: rm-1\"");
        }
        for (Object entry : entries) {
            answers.left.add(answers.entry(entry));
        }
        return answers;
    }

    private Entry entry(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw refuse("\"" + value + "\" is no answer; it needs at least user: ID");
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        map.forEach((key, each) -> entry.put(String.valueOf(key), each));
        for (String key : entry.keySet()) {
            if (!KEYS.contains(key)) {
                throw refuse("an answer has no \"" + key + "\"" + NearNames.hint(key, KEYS));
            }
        }
        String how = String.valueOf(entry.getOrDefault("answer", "proceed"));
        if (!how.equals("proceed") && !how.equals("abort")) {
            throw refuse("answer is proceed or abort, not \"" + how + "\"");
        }
        if (entry.get("user") == null) {
            throw refuse("an answer needs user: ID");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        if (entry.get("parameters") instanceof Map<?, ?> given) {
            given.forEach((name, each) -> parameters.put(String.valueOf(name), String.valueOf(each)));
        }
        Object prompt = entry.get("prompt");
        return new Entry(prompt == null ? null : prompt.toString(), new Answer(entry.get("user").toString(),
                how.equals("proceed"), parameters, duration(entry.get("after"))));
    }

    private Duration duration(Object value) {
        if (value == null) {
            return Duration.ZERO;
        }
        try {
            return value instanceof Number seconds ? Duration.ofSeconds(seconds.longValue())
                    : Duration.parse("PT" + value.toString().trim());
        } catch (DateTimeParseException e) {
            throw refuse("after is a time such as 5s or 2m, not \"" + value + "\"");
        }
    }

    private CommandFailure refuse(String why) {
        return CommandFailure.wrongUsage(file + ": " + why);
    }

    @Override
    public synchronized Optional<Answer> to(Prompt prompt) {
        Optional<Entry> found = left.stream().filter(entry -> entry.fits(prompt)).findFirst();
        found.ifPresent(left::remove);
        return found.map(Entry::answer);
    }

    @Override
    public String nobody(Prompt prompt) {
        return file + " has no answer (left) for the prompt " + prompt.id() + ": \"" + prompt.message() + "\".";
    }
}
