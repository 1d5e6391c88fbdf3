package hudson;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.util.io.OnMaster;

/** The extensions of a type: what {@link Extension} marks, and what is added by hand. */
public class ExtensionList<T> extends AbstractList<T> implements OnMaster {
    public final Class<T> extensionType;

    private final List<T> extensions;

    protected ExtensionList(Jenkins jenkins, Class<T> extensionType) {
        this.extensionType = extensionType;
        this.extensions = ExtensionAccess.of(extensionType);
    }

    ExtensionList(Class<T> extensionType, List<T> extensions) {
        this.extensionType = extensionType;
        this.extensions = extensions;
    }

    public static <T> ExtensionList<T> create(Jenkins jenkins, Class<T> type) {
        return new ExtensionList<>(jenkins, type);
    }

    public static <T> ExtensionList<T> lookup(Class<T> type) {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null ? new ExtensionList<>(type, new ArrayList<>()) : create(jenkins, type);
    }

    /** The one extension of exactly this class; refuses where there is none. */
    public static <U> U lookupSingleton(Class<U> type) {
        List<U> all = lookup(type);
        if (all.size() != 1) {
            throw new IllegalStateException("Expected 1 instance of " + type.getName() + " but got " + all.size());
        }
        return all.get(0);
    }

    public static <U> U lookupFirst(Class<U> type) {
        List<U> all = lookup(type);
        if (all.isEmpty()) {
            throw new IllegalStateException("Found no instances of " + type.getName());
        }
        return all.get(0);
    }

    /** The extension of exactly this class, or {@code null}. */
    public <U extends T> U get(Class<U> type) {
        for (T extension : extensions) {
            if (extension.getClass() == type) {
                return type.cast(extension);
            }
        }
        return null;
    }

    public <U extends T> U getInstance(Class<U> type) throws IllegalStateException {
        for (T extension : extensions) {
            if (type.isInstance(extension)) {
                return type.cast(extension);
            }
        }
        throw new IllegalStateException("The class " + type.getName() + " was not found, potentially not yet loaded");
    }

    @Override
    public T get(int index) {
        return extensions.get(index);
    }

    @Override
    public int size() {
        return extensions.size();
    }

    @Override
    public Iterator<T> iterator() {
        return extensions.iterator();
    }

    @Override
    public boolean add(T t) {
        return extensions.add(t);
    }

    @Override
    public void add(int index, T t) {
        extensions.add(index, t);
    }

    @Override
    public boolean remove(Object o) {
        return extensions.remove(o);
    }
}
