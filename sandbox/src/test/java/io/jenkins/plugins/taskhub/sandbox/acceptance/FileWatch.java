package io.jenkins.plugins.taskhub.sandbox.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Looks into every file below a folder again and again, for texts that should not be there. */
final class FileWatch implements AutoCloseable {
    private static final long PAUSE_NANOS = 20_000_000;

    private final Path dir;
    private final List<String> canaries;
    private final Set<String> found = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::watch, "file-watch");
    private volatile boolean closed;

    FileWatch(Path dir, List<String> canaries) {
        this.dir = dir;
        this.canaries = canaries;
        thread.start();
    }

    /** The files in which one of the texts stood: the permissions of the folder and of the file, then its path. */
    Set<String> found() {
        return Set.copyOf(found);
    }

    private void watch() {
        while (!closed) {
            if (Files.isDirectory(dir)) {
                lookInto();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void lookInto() {
        try (var files = Files.walk(dir)) {
            files.filter(Files::isRegularFile).forEach(this::look);
        } catch (UncheckedIOException | IOException e) {
            // A folder that is deleted meanwhile ends this look; the next one goes on.
            return;
        }
    }

    private void look(Path file) {
        try {
            var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            if (canaries.stream().anyMatch(content::contains)) {
                found.add(permissions(file.getParent()) + " " + permissions(file) + " " + dir.relativize(file));
            }
        } catch (NoSuchFileException e) {
            // It was deleted between the two looks.
            return;
        } catch (IOException e) {
            found.add(file + " cannot be read: " + e);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
