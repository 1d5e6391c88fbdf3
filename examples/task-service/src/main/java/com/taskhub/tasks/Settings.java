package com.taskhub.tasks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the environment says.
 *
 * @param port of HTTP; 0 takes a free one
 * @param databaseUrl a JDBC address of PostgreSQL
 * @param poolSize how many connections there are at most
 * @param databaseWait how long the start waits for the database
 * @param shutdown how long requests that run may take after the service was told to end
 */
record Settings(int port, String databaseUrl, String username, String password, int poolSize, Duration databaseWait,
        Duration shutdown) {

    /** The environment lacks something, or has a value that is none; the message names all of them. */
    static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1;

        Invalid(List<String> problems) {
            super(String.join("; ", problems));
        }
    }

    /** Reads the variables; what has a default may be left out. */
    static Settings from(Map<String, String> environment) {
        var reader = new Reader(environment);
        var settings = new Settings(
                reader.number("PORT", 8080, 0, 65_535),
                reader.url("DATABASE_URL"),
                reader.text("DATABASE_USERNAME"),
                reader.text("DATABASE_PASSWORD"),
                reader.number("DATABASE_POOL_SIZE", 10, 1, 100),
                Duration.ofSeconds(reader.number("DATABASE_WAIT_SECONDS", 60, 0, 600)),
                Duration.ofSeconds(reader.number("SHUTDOWN_SECONDS", 20, 0, 600)));
        if (!reader.problems.isEmpty()) {
            throw new Invalid(reader.problems);
        }
        return settings;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return databaseUrl + " as " + username;
    }

    private static final class Reader {
        private final Map<String, String> environment;
        private final List<String> problems = new ArrayList<>();

        Reader(Map<String, String> environment) {
            this.environment = environment;
        }

        String text(String name) {
            var value = environment.getOrDefault(name, "");
            if (value.isBlank()) {
                problems.add(name + " is not set");
            }
            return value;
        }

        String url(String name) {
            var value = text(name);
            if (!value.isBlank() && !value.startsWith("jdbc:postgresql:")) {
                problems.add(name + " is \"" + value + "\", not an address such as jdbc:postgresql://host:5432/taskdb");
            }
            return value;
        }

        int number(String name, int standard, int least, int most) {
            var value = environment.getOrDefault(name, "");
            if (value.isBlank()) {
                return standard;
            }
            try {
                var number = Integer.parseInt(value.strip());
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Told below, as a number out of range is.
            }
            problems.add(name + " is \"" + value + "\", not a number from " + least + " to " + most);
            return standard;
        }
    }
}
