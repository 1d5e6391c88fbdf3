package io.jenkins.plugins.taskhub.sandbox.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.jenkins.plugins.taskhub.sandbox.Taskhub;

/** The command {@code taskhub} in a process of its own, so that it can be killed. */
final class TaskhubProcess implements AutoCloseable {
    private static final long END_SECONDS = 120;

    private final Process process;
    private final Path output;

    private TaskhubProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static TaskhubProcess start(Path output, Path dir, Map<String, String> environment, String... arguments)
            throws IOException {
        // The test runner's own class path may be a manifest only; this property has the real one.
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", classPath, Taskhub.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        return new TaskhubProcess(process, output);
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    void awaitOutput(String text) throws Exception {
        Eventually.holds(Duration.ofSeconds(END_SECONDS), () -> {
            if (!process.isAlive() && !output().contains(text)) {
                throw new AssertionError("ended without saying \"" + text + "\":\n" + output());
            }
            return output().contains(text);
        });
    }

    /** As a power failure would: nothing is told, nothing is saved any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int await() throws IOException, InterruptedException {
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still runs:\n" + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
