package com.taskhub.tasks;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a caller is told when a request fails (RFC 9457).
 *
 * @param errors what is wrong with single fields; may be empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(String type, String title, int status, String detail, String instance, List<Field> errors) {
    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);

    /** What is wrong with one field of a request. */
    record Field(String field, String message) {
    }

    /** Ends a request with a problem. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient HttpStatus status;
        private final transient List<Field> errors;

        Thrown(HttpStatus status, String detail, List<Field> errors) {
            super(detail, null, false, false);
            this.status = status;
            this.errors = errors;
        }
    }

    /** Ends the request when there are errors. */
    static void refuse(String detail, List<Field> errors) {
        if (!errors.isEmpty()) {
            throw new Thrown(HttpStatus.BAD_REQUEST, detail, errors);
        }
    }

    /** Turns whatever a request throws into a problem. */
    static void install(RoutesConfig routes) {
        routes.exception(Thrown.class, (e, context) -> answer(context, e.status, e.getMessage(), e.errors));
        routes.exception(HttpResponseException.class, (e, context) -> answer(context,
                HttpStatus.forStatus(e.getStatus()), e.getMessage(), List.of()));
        routes.exception(SQLException.class, (e, context) -> {
            var passing = e instanceof SQLTransientException;
            LOG.warn("{} {}: {}", context.method(), context.path(), e.getMessage(), passing ? null : e);
            answer(context, passing ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.INTERNAL_SERVER_ERROR,
                    "The database could not answer.", List.of());
        });
        routes.exception(Exception.class, (e, context) -> {
            LOG.error("{} {}", context.method(), context.path(), e);
            answer(context, HttpStatus.INTERNAL_SERVER_ERROR, "The service failed; its log says why.", List.of());
        });
    }

    private static void answer(Context context, HttpStatus status, String detail, List<Field> errors) {
        var problem = new Problem("about:blank", status.getMessage(), status.getCode(), detail, context.path(), errors);
        try {
            context.status(status).contentType("application/problem+json")
                    .result(Service.JSON.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
