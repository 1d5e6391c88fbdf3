package io.jenkins.plugins.taskhub.cli;

import hudson.FilePath;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How a process ended.
 *
 * @param status the exit status; 128 + n after signal n, negative when the agent lost the process
 * @param tail the last lines that went to the log, masked, oldest first
 * @param endedFor why a watch beside the process ended it, or null when it ended by itself
 * @param captured the file with standard output, or null when it was not captured
 */
public record Outcome(int status, List<String> tail, String endedFor, FilePath captured) {
    /** The process did what it was asked for. */
    public boolean succeeded() {
        return status == 0 && endedFor == null;
    }

    /** Standard output as a stream; the caller closes it. Only after {@link Command#captured}. */
    public InputStream stream() throws IOException, InterruptedException {
        return captured.read();
    }

    /**
     * Standard output as text. Only after {@link Command#captured}.
     *
     * @param limit the most bytes that are read
     * @throws StepFailure when there is more
     */
    public String output(int limit) throws IOException, InterruptedException {
        try (var in = stream()) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new StepFailure("the command wrote more than " + limit + " bytes: that is not what it is for");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
