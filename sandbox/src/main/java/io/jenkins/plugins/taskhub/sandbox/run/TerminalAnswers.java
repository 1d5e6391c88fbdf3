package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.Console;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks whoever sits at the terminal. */
final class TerminalAnswers implements Answers {
    private final Console console;
    private final String user;

    /**
     * Asks at this terminal.
     *
     * @param user who is taken to answer when nothing else is typed
     */
    TerminalAnswers(Console console, String user) {
        this.console = console;
        this.user = user;
    }

    @Override
    public synchronized Optional<Answer> to(Prompt prompt) {
        console.printf("%n%s asks: %s%n", prompt.build(), prompt.message());
        console.printf("  who may answer: %s%n",
                prompt.submitter() == null ? "whoever may build the job" : prompt.submitter());
        String who = ask("  you are", user);
        Map<String, String> values = new LinkedHashMap<>();
        String choice = who == null ? null : ask("  " + prompt.ok() + " or " + prompt.cancel() + "? (p/a)", null);
        if (choice == null) {
            return Optional.empty();
        }
        boolean proceed = choice.toLowerCase(Locale.ROOT).startsWith("p") || choice.equalsIgnoreCase(prompt.ok())
                || choice.equalsIgnoreCase("yes") || choice.equalsIgnoreCase("y");
        if (proceed) {
            for (Prompt.Question question : prompt.questions()) {
                values.put(question.name(), ask(question));
            }
        }
        return Optional.of(new Answer(who, proceed, values, Duration.ZERO));
    }

    private String ask(Prompt.Question question) {
        if (question.description() != null && !question.description().isBlank()) {
            console.printf("  %s%n", question.description());
        }
        String label = "  " + question.name();
        if (question.kind() == Prompt.Question.Kind.SECRET) {
            char[] typed = console.readPassword("%s: ", label);
            return typed == null ? "" : new String(typed);
        }
        if (!question.choices().isEmpty()) {
            label += " (" + String.join(", ", question.choices()) + ")";
        }
        while (true) {
            String value = ask(label, question.defaultValue());
            if (value == null || question.choices().isEmpty() || question.choices().contains(value)) {
                return value == null ? "" : value;
            }
            console.printf("  %s is none of them.%n", value);
        }
    }

    /** What was typed; the default when it is empty; null at the end of the input. */
    private String ask(String label, String defaultValue) {
        String typed = console.readLine("%s%s: ", label,
                defaultValue == null || defaultValue.isEmpty() ? "" : " [" + defaultValue + "]");
        return typed == null ? null : typed.isBlank() ? defaultValue == null ? "" : defaultValue : typed.trim();
    }

    @Override
    public String nobody(Prompt prompt) {
        return "The terminal was closed before \"" + prompt.message() + "\" was answered.";
    }
}
