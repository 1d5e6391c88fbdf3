package hudson.model;

/** An executor for one flyweight task, beyond the node's number of executors. */
public class OneOffExecutor extends Executor {
    public OneOffExecutor(Computer owner) {
        super(owner, -1);
    }
}
