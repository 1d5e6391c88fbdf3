package com.taskhub.tasks;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** Tasks over HTTP, in JSON. */
final class TaskApi {
    private static final String ALL = "/api/tasks";
    private static final String ONE = ALL + "/{id}";
    private static final int STANDARD_SIZE = 20;

    private final Tasks tasks;

    TaskApi(Tasks tasks) {
        this.tasks = tasks;
    }

    void install(RoutesConfig routes) {
        routes.get(ALL, this::list);
        routes.post(ALL, this::create);
        routes.get(ONE, context -> answer(context, tasks.find(id(context))));
        routes.put(ONE, context -> answer(context, tasks.update(id(context), draft(context))));
        routes.post(ONE + "/complete", context -> answer(context, tasks.complete(id(context))));
        routes.delete(ONE, this::delete);
    }

    private void list(Context context) throws SQLException {
        List<Problem.Field> problems = new ArrayList<>();
        var status = status(context, problems);
        var page = number(context, "page", 0, 0, 1_000_000, problems);
        var size = number(context, "size", STANDARD_SIZE, 1, TaskPage.MOST_SIZE, problems);
        Problem.refuse("The query is not valid.", problems);
        context.json(tasks.list(status, page, size));
    }

    private void create(Context context) throws SQLException {
        var task = tasks.create(draft(context));
        context.status(HttpStatus.CREATED).header("Location", ALL + "/" + task.id()).json(task);
    }

    private void delete(Context context) throws SQLException {
        if (!tasks.delete(id(context))) {
            throw missing(context);
        }
        context.status(HttpStatus.NO_CONTENT);
    }

    private static void answer(Context context, Optional<Task> task) {
        context.json(task.orElseThrow(() -> missing(context)));
    }

    private static Problem.Thrown missing(Context context) {
        return new Problem.Thrown(HttpStatus.NOT_FOUND, "There is no task " + context.pathParam("id") + ".",
                List.of());
    }

    private static long id(Context context) {
        try {
            return Long.parseLong(context.pathParam("id"));
        } catch (NumberFormatException e) {
            throw missing(context);
        }
    }

    private static TaskDraft draft(Context context) {
        TaskDraft draft;
        try {
            draft = Service.JSON.readValue(context.body(), TaskDraft.class);
        } catch (JsonMappingException e) {
            var field = e.getPath().isEmpty() ? null : e.getPath().get(0).getFieldName();
            throw new Problem.Thrown(HttpStatus.BAD_REQUEST, "The body is not a task.",
                    field == null ? List.of() : List.of(new Problem.Field(field, "is not known, or has no such value")));
        } catch (JsonProcessingException e) {
            throw new Problem.Thrown(HttpStatus.BAD_REQUEST, "The body is not JSON.", List.of());
        }
        if (draft == null) {
            throw new Problem.Thrown(HttpStatus.BAD_REQUEST, "The body is not a task.", List.of());
        }
        Problem.refuse("The task is not valid.", draft.problems());
        return draft;
    }

    private static Task.Status status(Context context, List<Problem.Field> problems) {
        var value = context.queryParam("status");
        try {
            return value == null ? null : Task.Status.valueOf(value);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem.Field("status", "must be OPEN or DONE"));
            return null;
        }
    }

    private static int number(Context context, String name, int standard, int least, int most,
            List<Problem.Field> problems) {
        var value = context.queryParam(name);
        if (value == null) {
            return standard;
        }
        try {
            var number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        problems.add(new Problem.Field(name, "must be a number from " + least + " to " + most));
        return standard;
    }
}
