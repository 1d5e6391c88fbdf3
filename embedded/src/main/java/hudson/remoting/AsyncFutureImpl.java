package hudson.remoting;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A result that someone sets. */
public class AsyncFutureImpl<V> implements Future<V> {
    private final CompletableFuture<V> value = new CompletableFuture<>();

    public AsyncFutureImpl() {
    }

    public AsyncFutureImpl(V value) {
        set(value);
    }

    public AsyncFutureImpl(Throwable value) {
        set(value);
    }

    <T extends Throwable> void complete(Callable<V, T> callable) {
        try {
            set(callable.call());
        } catch (Throwable x) {
            set(x);
        }
    }

    @Override
    public boolean isDone() {
        return value.isDone();
    }

    @Override
    public boolean isCancelled() {
        return value.isCancelled();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return false;
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        return value.get();
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return value.get(timeout, unit);
    }

    public void set(V v) {
        value.complete(v);
    }

    public void set(Throwable problem) {
        value.completeExceptionally(problem);
    }

    public void setAsCancelled() {
        value.cancel(false);
    }
}
