package com.taskhub.tasks;

import java.util.Map;
import java.util.function.BooleanSupplier;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** What the probes of Kubernetes ask. */
final class Health {
    private static final String UP = "UP";
    private static final String DOWN = "DOWN";
    private static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";

    private final BooleanSupplier database;
    private final BooleanSupplier stopping;

    Health(BooleanSupplier database, BooleanSupplier stopping) {
        this.database = database;
        this.stopping = stopping;
    }

    void install(RoutesConfig routes) {
        routes.get("/actuator/health", this::whole);
        // The database is not in it: a restart of this process would not bring the database back.
        routes.get("/actuator/health/liveness", context -> answer(context, UP, Map.of("status", UP)));
        routes.get("/actuator/health/readiness", this::readiness);
    }

    private void readiness(Context context) {
        var status = stopping.getAsBoolean() ? OUT_OF_SERVICE : database.getAsBoolean() ? UP : DOWN;
        answer(context, status, Map.of("status", status));
    }

    private void whole(Context context) {
        var db = database.getAsBoolean() ? UP : DOWN;
        var status = stopping.getAsBoolean() ? OUT_OF_SERVICE : db;
        answer(context, status, Map.of("status", status, "components", Map.of("db", Map.of("status", db))));
    }

    private static void answer(Context context, String status, Map<String, Object> body) {
        context.status(status.equals(UP) ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).json(body);
    }
}
