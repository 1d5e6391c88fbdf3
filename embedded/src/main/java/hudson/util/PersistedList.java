package hudson.util;

import hudson.model.Saveable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** A list whose owner is saved when it changes. */
public class PersistedList<T> extends AbstractList<T> {
    protected final CopyOnWriteList<T> data = new CopyOnWriteList<>();
    protected Saveable owner = Saveable.NOOP;

    protected PersistedList() {
    }

    protected PersistedList(Collection<? extends T> initialList) {
        data.replaceBy(initialList);
    }

    public PersistedList(Saveable owner) {
        setOwner(owner);
    }

    public void setOwner(Saveable owner) {
        this.owner = owner;
    }

    @Override
    public boolean add(T item) {
        data.add(item);
        save();
        return true;
    }

    @Override
    public boolean addAll(Collection<? extends T> items) {
        data.addAll(items);
        save();
        return !items.isEmpty();
    }

    @Override
    public boolean remove(Object o) {
        @SuppressWarnings("unchecked")
        boolean removed = data.remove((T) o);
        if (removed) {
            save();
        }
        return removed;
    }

    public void replaceBy(Collection<? extends T> items) throws IOException {
        data.replaceBy(items);
        onModified();
    }

    public <U extends T> U get(Class<U> type) {
        return stream().filter(type::isInstance).map(type::cast).findFirst().orElse(null);
    }

    public <U extends T> List<U> getAll(Class<U> type) {
        return stream().filter(type::isInstance).map(type::cast).toList();
    }

    public void remove(Class<? extends T> type) throws IOException {
        data.replaceBy(stream().filter(t -> t.getClass() != type).toList());
        onModified();
    }

    @Override
    public void clear() {
        data.clear();
    }

    @Override
    public T get(int index) {
        return data.get(index);
    }

    @Override
    public int size() {
        return data.size();
    }

    @Override
    public Iterator<T> iterator() {
        return data.iterator();
    }

    public List<T> toList() {
        return data.getView();
    }

    protected void onModified() throws IOException {
        owner.save();
    }

    private void save() {
        try {
            onModified();
        } catch (IOException x) {
            throw new UncheckedIOException("Cannot save " + owner, x);
        }
    }
}
