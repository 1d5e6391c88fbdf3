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

    private final String workplace;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> environments = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::watch, "process-watch");
    private volatile boolean closed;

    /** @param workplace a folder that stands in the environment of every process of the builds in question */
    ProcessWatch(Path workplace) {
        this.workplace = workplace.toString();
        thread.start();
    }

    /** Every command line that there was, its arguments separated by blanks. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    /** The environments of the builds' processes, their variables separated by blanks. */
    List<String> environments() {
        return List.copyOf(environments);
    }

    private void watch() {
        while (!closed) {
            try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                for (var process : processes) {
                    seen.add(read(process.resolve("cmdline")));
                    var environment = read(process.resolve("environ"));
                    if (environment.contains(workplace)) {
                        environments.add(environment);
                    }
                }
            } catch (IOException e) {
                seen.add("the process list cannot be read: " + e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Empty where the process has ended between the two looks, or is somebody else's. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file)).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
