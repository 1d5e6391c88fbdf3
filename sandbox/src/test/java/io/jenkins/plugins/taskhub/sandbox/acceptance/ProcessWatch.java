package io.jenkins.plugins.taskhub.sandbox.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Looks at the process list again and again, as any user of the machine can. */
final class ProcessWatch implements AutoCloseable {
    private static final long PAUSE_NANOS = 5_000_000;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::watch, "process-watch");
    private volatile boolean closed;

    ProcessWatch() {
        thread.start();
    }

    /** Every command line that there was, its arguments separated by blanks. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    private void watch() {
        while (!closed) {
            try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                for (var process : processes) {
                    look(process);
                }
            } catch (IOException e) {
                seen.add("the process list cannot be read: " + e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void look(Path process) {
        try {
            seen.add(new String(Files.readAllBytes(process.resolve("cmdline"))).replace('\0', ' '));
        } catch (IOException e) {
            // It has ended between the two looks.
            return;
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
