package com.taskhub.tasks;

import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.javalin.Javalin;
import io.javalin.json.JavalinJackson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service: its database, its HTTP server, its metrics. */
final class Service implements AutoCloseable {
    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Database database;
    private final Javalin server;
    private final AtomicBoolean stopping;

    private Service(Database database, Javalin server, AtomicBoolean stopping) {
        this.database = database;
        this.server = server;
        this.stopping = stopping;
    }

    /**
     * Brings the schema up to date and serves requests.
     *
     * @throws Database.Unavailable when the database does not answer in time
     */
    static Service start(Settings settings) {
        var begin = System.nanoTime();
        var metrics = new Metrics();
        var database = Database.open(settings, metrics.registry());
        var stopping = new AtomicBoolean();
        try {
            var server = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.startup.showOldJavalinVersionWarning = false;
                config.jsonMapper(new JavalinJackson(JSON, false));
                config.jetty.modifyServer(jetty -> jetty.setStopTimeout(settings.shutdown().toMillis()));
                Problem.install(config.routes);
                new TaskApi(new Tasks(database.source())).install(config.routes);
                new Health(database::answers, stopping::get).install(config.routes);
                metrics.install(config.routes);
            }).start(settings.port());
            LOG.info("Serving on port {} with {}, ready in {} ms", server.port(), settings,
                    (System.nanoTime() - begin) / 1_000_000);
            return new Service(database, server, stopping);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    int port() {
        return server.port();
    }

    /** Says that it is not ready any more, lets requests that run end, then leaves the database. */
    @Override
    public void close() {
        LOG.info("Stopping");
        stopping.set(true);
        server.stop();
        database.close();
        LOG.info("Stopped");
    }
}
