package hudson.model;

/** The older way to be {@link Describable}. */
public abstract class AbstractDescribableImpl<T extends AbstractDescribableImpl<T>> implements Describable<T> {
}
