package com.taskhub.tasks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

/** The tasks in the database. */
final class Tasks {
    private static final String COLUMNS = "id, title, description, status, due_on, created_at, completed_at";

    private final DataSource source;

    Tasks(DataSource source) {
        this.source = source;
    }

    /** @param status null for all */
    TaskPage list(Task.Status status, int page, int size) throws SQLException {
        var name = status == null ? null : status.name();
        try (var connection = source.getConnection();
                var count = connection.prepareStatement(
                        "SELECT count(*) FROM tasks WHERE status = coalesce(?, status)");
                var select = connection.prepareStatement("SELECT " + COLUMNS
                        + " FROM tasks WHERE status = coalesce(?, status) ORDER BY id DESC LIMIT ? OFFSET ?")) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            count.setString(1, name);
            select.setString(1, name);
            select.setInt(2, size);
            select.setLong(3, (long) page * size);
            var found = new TaskPage(read(select), page, size, number(count));
            connection.commit();
            return found;
        }
    }

    Optional<Task> find(long id) throws SQLException {
        return one("SELECT " + COLUMNS + " FROM tasks WHERE id = ?", statement -> statement.setLong(1, id));
    }

    Task create(TaskDraft draft) throws SQLException {
        return one("INSERT INTO tasks (title, description, status, due_on, completed_at)"
                + " VALUES (?, ?, ?, ?, CASE WHEN ? = 'DONE' THEN now() END) RETURNING " + COLUMNS,
                statement -> set(statement, draft)).orElseThrow();
    }

    /** Replaces what a caller may say; what was done before keeps the moment. Empty when there is no such task. */
    Optional<Task> update(long id, TaskDraft draft) throws SQLException {
        return one("UPDATE tasks SET title = ?, description = ?, status = ?, due_on = ?,"
                + " completed_at = CASE WHEN ? = 'DONE' THEN coalesce(completed_at, now()) END"
                + " WHERE id = ? RETURNING " + COLUMNS,
                statement -> {
                    set(statement, draft);
                    statement.setLong(6, id);
                });
    }

    /** Makes it done; one that is done already stays as it is. Empty when there is no such task. */
    Optional<Task> complete(long id) throws SQLException {
        return one("UPDATE tasks SET status = 'DONE', completed_at = coalesce(completed_at, now())"
                + " WHERE id = ? RETURNING " + COLUMNS, statement -> statement.setLong(1, id));
    }

    /** False when there was no such task. */
    boolean delete(long id) throws SQLException {
        return one("DELETE FROM tasks WHERE id = ? RETURNING " + COLUMNS, statement -> statement.setLong(1, id))
                .isPresent();
    }

    @FunctionalInterface
    private interface Setter {
        void set(PreparedStatement statement) throws SQLException;
    }

    private Optional<Task> one(String sql, Setter setter) throws SQLException {
        try (var connection = source.getConnection(); var statement = connection.prepareStatement(sql)) {
            setter.set(statement);
            return read(statement).stream().findFirst();
        }
    }

    private static void set(PreparedStatement statement, TaskDraft draft) throws SQLException {
        statement.setString(1, draft.title());
        statement.setString(2, draft.description());
        statement.setString(3, draft.status().name());
        statement.setObject(4, draft.dueOn(), Types.DATE);
        statement.setString(5, draft.status().name());
    }

    private static List<Task> read(PreparedStatement statement) throws SQLException {
        List<Task> tasks = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                tasks.add(new Task(rows.getLong("id"), rows.getString("title"), rows.getString("description"),
                        Task.Status.valueOf(rows.getString("status")), rows.getObject("due_on", LocalDate.class),
                        instant(rows, "created_at"), instant(rows, "completed_at")));
            }
        }
        return tasks;
    }

    private static Instant instant(ResultSet rows, String column) throws SQLException {
        var time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
