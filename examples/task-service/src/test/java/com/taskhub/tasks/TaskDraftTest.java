package com.taskhub.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskDraftTest {
    @Test
    void aTitleOfTwoHundredCharactersIsAccepted() {
        assertThat(draft("😀".repeat(200)).problems()).isEmpty();
        assertThat(draft("😀".repeat(201)).problems()).extracting(Problem.Field::field).containsExactly("title");
    }

    @Test
    void aBlankTitleIsRefused() {
        assertThat(draft(" \t ").problems()).extracting(Problem.Field::message).containsExactly("must not be empty");
        assertThat(draft(null).problems()).hasSize(1);
    }

    @Test
    void aTitleOfTwoLinesIsRefused() {
        assertThat(draft("one\ntwo").problems()).hasSize(1);
    }

    @Test
    void aCharacterThatTheDatabaseCannotKeepIsRefused() {
        assertThat(new TaskDraft("a", "b\0c", null, null).problems()).extracting(Problem.Field::field)
                .containsExactly("description");
    }

    private static TaskDraft draft(String title) {
        return new TaskDraft(title, null, null, null);
    }
}
