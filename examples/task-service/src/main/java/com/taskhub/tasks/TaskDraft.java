package com.taskhub.tasks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a caller may say of a task.
 *
 * @param title 1 to 200 characters on one line
 * @param description up to 4,000 characters; left out: empty
 * @param status left out: open
 * @param dueOn may be left out
 */
record TaskDraft(String title, String description, Task.Status status, LocalDate dueOn) {
    private static final int MOST_TITLE = 200;
    private static final int MOST_DESCRIPTION = 4_000;

    TaskDraft {
        title = title == null ? "" : title.strip();
        description = description == null ? "" : description;
        status = status == null ? Task.Status.OPEN : status;
    }

    /** What is wrong with it, by field; empty when nothing is. */
    List<Problem.Field> problems() {
        List<Problem.Field> problems = new ArrayList<>();
        if (title.isEmpty()) {
            problems.add(new Problem.Field("title", "must not be empty"));
        } else if (length(title) > MOST_TITLE) {
            problems.add(new Problem.Field("title", "must have at most " + MOST_TITLE + " characters"));
        } else if (title.chars().anyMatch(Character::isISOControl)) {
            problems.add(new Problem.Field("title", "must be one line without control characters"));
        }
        if (length(description) > MOST_DESCRIPTION) {
            problems.add(new Problem.Field("description", "must have at most " + MOST_DESCRIPTION + " characters"));
        } else if (description.indexOf('\0') >= 0) {
            problems.add(new Problem.Field("description", "must not have the character NUL"));
        }
        return problems;
    }

    /** As PostgreSQL counts. */
    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
