package hudson.slaves;

/** Why a node is offline. */
public abstract class OfflineCause {
    protected final long timestamp = System.currentTimeMillis();

    public long getTimestamp() {
        return timestamp;
    }
}
