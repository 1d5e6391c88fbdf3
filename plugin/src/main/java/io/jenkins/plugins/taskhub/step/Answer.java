package io.jenkins.plugins.taskhub.step;

import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Somebody's yes to a {@link Question}. */
public final class Answer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String by;
    private final LinkedHashMap<String, String> values;
    private final long at;

    /**
     * @param by the user's id
     * @param given what they gave, by the names of the fields; what is not named has its default
     */
    public Answer(Question question, String by, Map<?, ?> given, Instant at) {
        this.by = by;
        this.at = at.toEpochMilli();
        values = new LinkedHashMap<>();
        for (var field : question.fields()) {
            Object value = given.get(field.name());
            if (value == null) {
                value = field instanceof Question.Flag flag ? flag.preset() : "";
            }
            values.put(field.name(), value.toString().strip());
        }
    }

    /** Id of the user. */
    public String by() {
        return by;
    }

    /** What was written into a field; may be empty. */
    public String text(String field) {
        return values.get(field);
    }

    /** Whether a box was ticked. */
    public boolean flag(String field) {
        return Boolean.parseBoolean(values.get(field));
    }

    public Instant at() {
        return Instant.ofEpochMilli(at);
    }

    /** The label of a text that is needed and was not given; null when there is none. */
    String missing(Question question) {
        return question.fields().stream()
                .filter(field -> field instanceof Question.Text text && text.needed() && text(field.name()).isEmpty())
                .map(Question.Field::name).findFirst().orElse(null);
    }

    /** For the log: {@code rm-2: "fixes the login"}. */
    String told(Question question) {
        var words = new StringBuilder(by);
        for (var field : question.fields()) {
            String text = text(field.name());
            if (field instanceof Question.Text && !text.isEmpty()) {
                words.append(": \"").append(text.replaceAll("\\p{Cntrl}+", " ")).append('"');
            }
        }
        return words.toString();
    }
}
