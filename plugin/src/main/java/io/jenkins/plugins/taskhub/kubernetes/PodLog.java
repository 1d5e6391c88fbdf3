package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.jenkins.plugins.taskhub.cli.Background;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The log of one container from its first line to its last, while it is written. No thread waits for it. A stream that
 * breaks is taken up again behind the last line that was heard.
 */
final class PodLog implements AutoCloseable {
    private static final int LONGEST_LINE = 8 << 10;
    private static final int ATTEMPTS = 5;

    private final Cluster cluster;
    private final String namespace;
    private final String pod;
    private final String container;
    private final Consumer<String> lines;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private LogWatch watch;
    private int heard;
    private int failures;
    private boolean closed;

    /** @param lines takes each line as it stands in the log; called by one thread at a time */
    PodLog(Cluster cluster, String namespace, String pod, String container, Consumer<String> lines) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.pod = pod;
        this.container = container;
        this.lines = lines;
    }

    /** Begins to read, on another thread. */
    PodLog start() {
        Background.run(this::open);
        return this;
    }

    /** Completes when the whole log was heard; exceptionally with a {@link ClusterException} when it cannot be read. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    private void open() {
        try {
            var opened = cluster.ask("read the log of pod " + pod + " in " + namespace, c -> c.pods()
                    .inNamespace(namespace).withName(pod).inContainer(container).watchLog(new Splitter(heard)));
            synchronized (this) {
                watch = opened;
                if (closed) {
                    opened.close();
                }
            }
            opened.onClose().whenComplete((thrown, none) -> streamEnded(thrown));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended.cancel(false);
        } catch (RuntimeException e) {
            streamEnded(e);
        }
    }

    private synchronized void streamEnded(Throwable thrown) {
        if (thrown == null || closed) {
            ended.complete(null);
        } else if (++failures >= ATTEMPTS) {
            ended.completeExceptionally(cluster.failures().of(thrown, "read the log of pod " + pod));
        } else {
            Background.timer().schedule(() -> Background.run(this::open), failures, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        LogWatch open;
        synchronized (this) {
            closed = true;
            open = watch;
        }
        ended.complete(null);
        if (open != null) {
            open.close();
        }
    }

    /** Makes lines of what arrives, and leaves out those that were heard before. */
    private final class Splitter extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private int skip;

        Splitter(int skip) {
            this.skip = skip;
        }

        @Override
        public void write(int b) {
            if (b != '\n') {
                if (line.size() < LONGEST_LINE) {
                    line.write(b);
                }
                return;
            }
            var text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            if (skip > 0) {
                skip--;
            } else {
                heard++;
                lines.accept(text);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            for (int i = from; i < from + length; i++) {
                write(bytes[i]);
            }
        }
    }
}
