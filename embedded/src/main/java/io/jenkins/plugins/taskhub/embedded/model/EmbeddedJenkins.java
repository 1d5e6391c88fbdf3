package io.jenkins.plugins.taskhub.embedded.model;

import hudson.model.Hudson;
import hudson.model.User;
import hudson.model.listeners.ItemListener;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/**
 * One life of a controller: from {@link #start}, which reads everything from a home directory, to {@link #stop}.
 * There is at most one at a time in a process.
 */
public final class EmbeddedJenkins implements AutoCloseable {
    private static volatile EmbeddedJenkins current;

    private final File home;
    private final Components components = new Components();
    private final Map<String, User> users = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private Jenkins jenkins;

    private EmbeddedJenkins(File home) {
        this.home = home;
    }

    /** Starts a controller over a directory, which is made where it is missing. */
    public static synchronized EmbeddedJenkins start(File home) throws IOException {
        if (current != null) {
            throw new IllegalStateException("A controller runs already, on " + current.home);
        }
        Files.createDirectories(home.toPath());
        EmbeddedJenkins started = new EmbeddedJenkins(home.getCanonicalFile());
        current = started;
        try {
            started.jenkins = new Hudson(started.home, null);
            started.jenkins.load();
            for (ItemListener listener : ItemListener.all()) {
                listener.onLoaded();
            }
            return started;
        } catch (IOException | RuntimeException | Error x) {
            started.stop();
            throw x;
        }
    }

    /** The running controller; refuses where there is none. */
    public static EmbeddedJenkins current() {
        EmbeddedJenkins running = current;
        if (running == null) {
            throw new IllegalStateException("No controller runs");
        }
        return running;
    }

    /** The running controller, or {@code null}. */
    public static EmbeddedJenkins currentOrNull() {
        return current;
    }

    /** The model; {@code null} while it is made. */
    public Jenkins jenkins() {
        return jenkins;
    }

    public File home() {
        return home;
    }

    /** The users that were asked for, by id. */
    public Map<String, User> users() {
        return users;
    }

    Components components() {
        return components;
    }

    /** Something that lives as long as this controller does. */
    public <T> T attribute(Class<T> type, Supplier<T> initial) {
        return type.cast(attributes.computeIfAbsent(type.getName(), name -> initial.get()));
    }

    /** Ends the controller. Processes of durable tasks go on; a later controller over the same home finds them. */
    public void stop() {
        synchronized (EmbeddedJenkins.class) {
            if (current != this) {
                return;
            }
            try {
                if (jenkins != null) {
                    jenkins.cleanUp();
                }
            } finally {
                Timer.shutdown();
                current = null;
            }
        }
    }

    @Override
    public void close() {
        stop();
    }
}
