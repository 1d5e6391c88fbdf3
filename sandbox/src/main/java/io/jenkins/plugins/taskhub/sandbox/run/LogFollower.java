package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Prints a file while it grows. */
final class LogFollower {
    private static final long LOOK_MILLIS = 25;

    private final Path file;
    private final PrintStream out;
    private final Thread thread;
    private volatile boolean ended;
    private volatile IOException failure;
    private long printed;

    LogFollower(Path file, PrintStream out) {
        this.file = file;
        this.out = out;
        this.thread = new Thread(this::follow, "log of " + file);
        thread.setDaemon(true);
        thread.start();
    }

    /** Prints the rest and stops. */
    void finish() throws IOException, InterruptedException {
        ended = true;
        thread.join();
        if (failure != null) {
            throw failure;
        }
        out.flush();
    }

    private void follow() {
        try {
            boolean last;
            do {
                last = ended;
                print();
                if (!last) {
                    TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                }
            } while (!last);
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void print() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(printed);
            byte[] buffer = new byte[8192];
            for (int n = log.read(buffer); n > 0; n = log.read(buffer)) {
                out.write(buffer, 0, n);
                printed += n;
            }
            out.flush();
        }
    }
}
