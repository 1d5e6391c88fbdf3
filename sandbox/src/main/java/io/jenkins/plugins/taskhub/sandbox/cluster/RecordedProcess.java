package io.jenkins.plugins.taskhub.sandbox.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/**
 * A process that another run of this command has started. It is known by its id and its start time together: an id
 * alone may by now be somebody else's.
 */
record RecordedProcess(long pid, Instant started) {
    static RecordedProcess of(ProcessHandle process) {
        return new RecordedProcess(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    void write(Path file) throws IOException {
        Files.writeString(file, pid + " " + started.toEpochMilli() + "\n");
    }

    static Optional<RecordedProcess> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var words = Files.readString(file).strip().split(" ");
        try {
            return Optional.of(new RecordedProcess(Long.parseLong(words[0]),
                    Instant.ofEpochMilli(Long.parseLong(words[1]))));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw CommandFailure.failed(file + " does not hold a process id and its start time. See with ps whether a"
                    + " cluster runs, end it, and delete the file.");
        }
    }

    /** The process, when it still runs. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                .filter(process -> of(process).started.toEpochMilli() == started.toEpochMilli());
    }

    /** Asks it to end (SIGTERM) and waits; after that time it is killed. */
    void end(Duration patience) throws InterruptedException {
        var process = find();
        if (process.isEmpty()) {
            return;
        }
        process.get().destroy();
        if (!awaitEnd(process.get(), patience)) {
            process.get().destroyForcibly();
            awaitEnd(process.get(), patience);
        }
    }

    private static boolean awaitEnd(ProcessHandle process, Duration patience) throws InterruptedException {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
