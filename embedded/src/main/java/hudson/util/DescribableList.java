package hudson.util;

import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Saveable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A saved list of describables, at most one of a descriptor where {@link #replace} is used. */
public class DescribableList<T extends Describable<T>, D extends Descriptor<T>> extends PersistedList<T> {
    protected DescribableList() {
    }

    public DescribableList(Saveable owner) {
        super(owner);
    }

    public DescribableList(Saveable owner, Collection<? extends T> initialList) {
        super(initialList);
        setOwner(owner);
    }

    public T get(D descriptor) {
        return stream().filter(t -> t.getDescriptor() == descriptor).findFirst().orElse(null);
    }

    public boolean contains(D descriptor) {
        return get(descriptor) != null;
    }

    public void remove(D descriptor) throws IOException {
        data.replaceBy(stream().filter(t -> t.getDescriptor() != descriptor).toList());
        onModified();
    }

    public void replace(T item) throws IOException {
        List<T> kept = new ArrayList<>(stream().filter(t -> t.getClass() != item.getClass()).toList());
        kept.add(item);
        replaceBy(kept);
    }
}
