package com.taskhub.tasks;

import java.util.List;

/**
 * A part of all tasks, the newest first.
 *
 * @param page counted from 0
 * @param size how many tasks a page has at most
 * @param total how many tasks there are on all pages
 */
record TaskPage(List<Task> items, int page, int size, long total) {
    static final int MOST_SIZE = 200;
}
