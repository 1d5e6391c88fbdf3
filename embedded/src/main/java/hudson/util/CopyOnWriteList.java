package hudson.util;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** A list that is copied when it changes, so that iterating needs no lock. */
public class CopyOnWriteList<E> implements Iterable<E> {
    private volatile List<E> core;

    public CopyOnWriteList() {
        core = List.of();
    }

    public CopyOnWriteList(List<E> core) {
        this.core = new ArrayList<>(core);
    }

    public synchronized void add(E e) {
        List<E> copy = new ArrayList<>(core);
        copy.add(e);
        core = copy;
    }

    public synchronized void addAll(Collection<? extends E> items) {
        List<E> copy = new ArrayList<>(core);
        copy.addAll(items);
        core = copy;
    }

    public synchronized boolean remove(E e) {
        List<E> copy = new ArrayList<>(core);
        boolean removed = copy.remove(e);
        core = copy;
        return removed;
    }

    public void replaceBy(CopyOnWriteList<? extends E> that) {
        core = new ArrayList<>(that.core);
    }

    public void replaceBy(Collection<? extends E> that) {
        core = new ArrayList<>(that);
    }

    public void clear() {
        core = List.of();
    }

    public E get(int index) {
        return core.get(index);
    }

    public boolean contains(E item) {
        return core.contains(item);
    }

    public boolean isEmpty() {
        return core.isEmpty();
    }

    public int size() {
        return core.size();
    }

    public List<E> getView() {
        return Collections.unmodifiableList(core);
    }

    public void addAllTo(Collection<? super E> dst) {
        dst.addAll(core);
    }

    @Override
    public Iterator<E> iterator() {
        return getView().iterator();
    }

    @Override
    public String toString() {
        return core.toString();
    }
}
