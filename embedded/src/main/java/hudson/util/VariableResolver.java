package hudson.util;

/** Looks a name up. */
public interface VariableResolver<V> {
    VariableResolver NONE = name -> null;

    V resolve(String name);
}
