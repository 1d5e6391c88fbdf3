package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import io.jenkins.plugins.taskhub.sandbox.UserDirectories;

/** The home directory of local builds: used by one process at a time, and it knows which build was killed. */
final class LocalHome implements AutoCloseable {
    private final Path home;
    private final FileChannel channel;
    private final Path running;

    /** A build that has begun and not ended. */
    record Unfinished(String job, Path file) {
    }

    private LocalHome(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
        this.running = home.resolve("running.properties");
    }

    /** {@code $XDG_STATE_HOME/taskhub/jenkins}, else {@code ~/.local/state/taskhub/jenkins}. */
    static Path usual() {
        return UserDirectories.state().resolve("jenkins");
    }

    /** Takes the directory, which is made; refuses when another process has it. */
    static LocalHome lock(Path directory) throws IOException {
        Path home = Files.createDirectories(directory.toAbsolutePath()).toRealPath();
        FileChannel channel = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw CommandFailure.failed(busy(home));
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw CommandFailure.failed(busy(home));
        }
        return new LocalHome(home, channel);
    }

    private static String busy(Path home) {
        return "Another taskhub run uses " + home + "; wait for its end, or give this one its own --home DIR";
    }

    void begun(String job, Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("job", job);
        properties.setProperty("file", file.toAbsolutePath().normalize().toString());
        try (Writer out = Files.newBufferedWriter(running)) {
            properties.store(out, null);
        }
    }

    void ended() throws IOException {
        Files.deleteIfExists(running);
    }

    /** The build whose process was killed, or null. */
    Unfinished unfinished() throws IOException {
        if (!Files.exists(running)) {
            return null;
        }
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(running)) {
            properties.load(in);
        }
        return new Unfinished(properties.getProperty("job"), Path.of(properties.getProperty("file")));
    }

    void refuseUnfinished() throws IOException {
        Unfinished unfinished = unfinished();
        if (unfinished != null) {
            throw CommandFailure.failed("A build of " + unfinished.job() + " was killed in the middle. Go on with it:"
                    + " taskhub run --resume; or give it up: taskhub run --discard FILE");
        }
    }

    /** Forgets the build that was killed: what it saved is deleted, so it cannot go on. */
    void discard() throws IOException {
        Unfinished unfinished = unfinished();
        if (unfinished != null) {
            DiscardedBuilds.discard(home);
            ended();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
