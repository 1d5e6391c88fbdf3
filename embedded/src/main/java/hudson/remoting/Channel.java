package hudson.remoting;

import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import io.jenkins.plugins.taskhub.embedded.model.Wire;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The way to an agent. Agents here live in this process; what is sent to them is serialised all the same, so that
 * what would not travel in Jenkins does not travel here.
 */
public class Channel implements VirtualChannel, Closeable {
    private static final ThreadLocal<Channel> CURRENT = new ThreadLocal<>();

    static {
        ModelAccess.giveChannels(Channel::new);
    }

    private final String name;
    private final ExecutorService executor = Executors.newCachedThreadPool(ModelAccess.daemons("agent"));
    private final CountDownLatch closed = new CountDownLatch(1);

    private Channel(String name) {
        this.name = name;
    }

    /** The channel on whose other end this thread works, or for which it serialises; else {@code null}. */
    public static Channel current() {
        return CURRENT.get();
    }

    public static Channel currentOrFail() throws IllegalStateException {
        Channel channel = current();
        if (channel == null) {
            throw new IllegalStateException("No channel associated with this thread");
        }
        return channel;
    }

    public String getName() {
        return name;
    }

    public boolean isClosingOrClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public <V, T extends Throwable> V call(Callable<V, T> callable) throws IOException, T, InterruptedException {
        java.util.concurrent.Future<V> result = submit(callable);
        try {
            return result.get();
        } catch (InterruptedException x) {
            result.cancel(true);
            throw x;
        } catch (ExecutionException x) {
            throw ModelAccess.<IOException>sneaky(x.getCause());
        }
    }

    @Override
    public <V, T extends Throwable> Future<V> callAsync(Callable<V, T> callable) throws IOException {
        java.util.concurrent.Future<V> result = submit(callable);
        AsyncFutureImpl<V> future = new AsyncFutureImpl<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                setAsCancelled();
                return result.cancel(mayInterruptIfRunning);
            }
        };
        executor.execute(() -> {
            try {
                future.set(result.get());
            } catch (ExecutionException x) {
                future.set(x.getCause());
            } catch (InterruptedException | CancellationException x) {
                future.setAsCancelled();
            }
        });
        return future;
    }

    private <V, T extends Throwable> java.util.concurrent.Future<V> submit(Callable<V, T> callable)
            throws IOException {
        if (isClosingOrClosed()) {
            throw new IOException("The agent " + name + " is disconnected");
        }
        Callable<V, T> there = travel(callable);
        return executor.submit(() -> within(() -> {
            try {
                return travel(there.call());
            } catch (Exception | Error x) {
                throw x;
            } catch (Throwable x) {
                throw new ExecutionException(x);
            }
        }));
    }

    private <V> V travel(V value) throws IOException {
        try {
            return within(() -> Wire.copy(value));
        } catch (IOException | RuntimeException x) {
            throw x;
        } catch (Exception x) {
            throw new IOException("Cannot send " + value + " over " + name, x);
        }
    }

    private <V> V within(java.util.concurrent.Callable<V> body) throws Exception {
        Channel before = CURRENT.get();
        CURRENT.set(this);
        try {
            return body.call();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        executor.shutdownNow();
    }

    @Override
    public void join() throws InterruptedException {
        closed.await();
    }

    @Override
    public void join(long timeout) throws InterruptedException {
        closed.await(timeout, TimeUnit.MILLISECONDS);
    }

    @Override
    public <T> T export(Class<T> type, T instance) {
        return instance;
    }

    @Override
    public void syncLocalIO() throws InterruptedException {
    }

    @Override
    public String toString() {
        return name;
    }
}
