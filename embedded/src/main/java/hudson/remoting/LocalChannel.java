package hudson.remoting;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** The way to the node that one is on: callables run where they are, unserialised. */
public class LocalChannel implements VirtualChannel {
    private final ExecutorService executor;

    public LocalChannel(ExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public <V, T extends Throwable> V call(Callable<V, T> callable) throws T {
        return callable.call();
    }

    @Override
    public <V, T extends Throwable> Future<V> callAsync(Callable<V, T> callable) {
        AsyncFutureImpl<V> result = new AsyncFutureImpl<>();
        executor.execute(() -> result.complete(callable));
        return result;
    }

    @Override
    public void close() {
    }

    @Override
    public void join() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Override
    public void join(long timeout) throws InterruptedException {
        new CountDownLatch(1).await(timeout, TimeUnit.MILLISECONDS);
    }

    @Override
    public <T> T export(Class<T> intf, T instance) {
        return instance;
    }

    @Override
    public void syncLocalIO() {
    }
}
