package hudson.remoting;

/** A result to come. */
public interface Future<V> extends java.util.concurrent.Future<V> {
}
