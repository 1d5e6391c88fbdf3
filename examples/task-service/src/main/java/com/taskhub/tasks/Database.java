package com.taskhub.tasks;

import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import com.zaxxer.hikari.pool.HikariPool;
import io.micrometer.core.instrument.MeterRegistry;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The pool of connections to a database whose schema is up to date. */
final class Database implements AutoCloseable {
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);
    private static final int ANSWER_SECONDS = 2;

    /** The database cannot be used; the message says which, and why. */
    static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final HikariDataSource source;

    private Database(HikariDataSource source) {
        this.source = source;
    }

    /** Connects, for as long as the settings allow to wait, and migrates the schema. */
    static Database open(Settings settings, MeterRegistry metrics) {
        var config = new HikariConfig();
        config.setPoolName("tasks");
        config.setJdbcUrl(settings.databaseUrl());
        config.setUsername(settings.username());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setInitializationFailTimeout(Math.max(1, settings.databaseWait().toMillis()));
        config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(metrics));
        config.addDataSourceProperty("ApplicationName", "task-service");
        HikariDataSource source;
        try {
            source = new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw new Unavailable("no connection to " + settings + " in " + settings.databaseWait().toSeconds() + " s: "
                    + e.getCause().getMessage(), e);
        }
        try {
            Flyway.configure().dataSource(source).load().migrate();
            return new Database(source);
        } catch (FlywayException e) {
            source.close();
            throw new Unavailable("the schema of " + settings + " cannot be brought up to date: " + e.getMessage(), e);
        }
    }

    DataSource source() {
        return source;
    }

    /** Whether a connection can be had and used. */
    boolean answers() {
        try (var connection = source.getConnection()) {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
