package com.taskhub.tasks;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Something to be done.
 *
 * @param dueOn the last day on which it is in time; null when there is none
 * @param completedAt null while it is open
 */
record Task(long id, String title, String description, Status status, LocalDate dueOn, Instant createdAt,
        Instant completedAt) {

    enum Status { OPEN, DONE }
}
