package io.jenkins.plugins.taskhub.embedded.cps;

import java.io.Serializable;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A Groovy category: inside a Pipeline, loops over the JDK's collections use iterators that can be saved in the middle
 * of the loop. They iterate over a copy, so the loop's body may change the collection.
 */
public final class SerializableIterators {
    private SerializableIterators() {}

    /** Lists and sets need methods of their own: Groovy prefers the method of the class to one for all collections. */
    public static <E> Iterator<E> iterator(List<E> list) {
        return new Iter<>(new ArrayList<>(list));
    }

    public static <E> Iterator<E> iterator(Set<E> set) {
        return new Iter<>(new ArrayList<>(set));
    }

    public static <E> ListIterator<E> listIterator(List<E> list) {
        return new Iter<>(new ArrayList<>(list));
    }

    public static <K, V> Iterator<Map.Entry<K, V>> iterator(Map<K, V> map) {
        return new Iter<>(entries(map));
    }

    public static <K, V> Collection<V> values(Map<K, V> map) {
        return new ArrayList<>(map.values());
    }

    /** What to save instead of a view of a collection of the JDK: a copy; else the object itself. */
    static Object saveable(Object object) {
        if (object instanceof Serializable || !object.getClass().getName().startsWith("java.util.")) {
            return object;
        } else if (object instanceof Map.Entry<?, ?> entry) {
            return new SimpleEntry<>(entry);
        } else if (object instanceof Set<?> set) {
            return new LinkedHashSet<>(set);
        } else if (object instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        return object;
    }

    private static <K, V> ArrayList<Map.Entry<K, V>> entries(Map<K, V> map) {
        var entries = new ArrayList<Map.Entry<K, V>>(map.size());
        map.forEach((key, value) -> entries.add(new SimpleEntry<>(key, value)));
        return entries;
    }

    private static final class Iter<E> implements ListIterator<E>, Serializable {
        private static final long serialVersionUID = 1L;
        private final ArrayList<E> elements;
        private int next;

        Iter(ArrayList<E> elements) {
            this.elements = elements;
        }

        @Override
        public boolean hasNext() {
            return next < elements.size();
        }

        @Override
        public E next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return elements.get(next++);
        }

        @Override
        public boolean hasPrevious() {
            return next > 0;
        }

        @Override
        public E previous() {
            if (!hasPrevious()) {
                throw new NoSuchElementException();
            }
            return elements.get(--next);
        }

        @Override
        public int nextIndex() {
            return next;
        }

        @Override
        public int previousIndex() {
            return next - 1;
        }

        @Override
        public void remove() {
            throw new UnsupportedOperationException("In a Pipeline an iterator cannot remove: use findAll");
        }

        @Override
        public void set(E element) {
            throw new UnsupportedOperationException("In a Pipeline an iterator cannot set: use collect");
        }

        @Override
        public void add(E element) {
            throw new UnsupportedOperationException("In a Pipeline an iterator cannot add");
        }
    }
}
