package hudson.model;

/** A describable that a form submission may change. */
public interface ReconfigurableDescribable<T extends ReconfigurableDescribable<T>> extends Describable<T> {
}
