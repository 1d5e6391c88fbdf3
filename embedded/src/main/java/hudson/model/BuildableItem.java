package hudson.model;

/** An item that can be built. */
public interface BuildableItem extends Item, Queue.Task {
    default boolean scheduleBuild() {
        return scheduleBuild(0);
    }

    default boolean scheduleBuild(int quietPeriod) {
        return scheduleBuild(quietPeriod, new Cause.UserIdCause());
    }

    boolean scheduleBuild(Cause c);

    boolean scheduleBuild(int quietPeriod, Cause c);
}
