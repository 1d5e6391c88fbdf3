package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;

/** Finds describables by the symbols of their descriptors, as a script calls them. */
final class Symbols {
    private Symbols() {}

    /** A class of this symbol, or null; when several have it, the parameter decides later. */
    static Class<?> find(String symbol) {
        var all = classes(symbol);
        return all.isEmpty() ? null : all.get(0);
    }

    @SuppressWarnings("rawtypes")
    private static List<Class<?>> classes(String symbol) {
        var found = new ArrayList<Class<?>>();
        for (Descriptor descriptor : ExtensionList.lookup(Descriptor.class)) {
            var annotation = descriptor.getClass().getAnnotation(Symbol.class);
            if (annotation != null && List.of(annotation.value()).contains(symbol)) {
                found.add(descriptor.clazz);
            }
        }
        return found;
    }

    /** The class of this simple or full name that fits the type, or null. */
    @SuppressWarnings("rawtypes")
    static Class<?> byClassName(Class<?> type, String name) {
        for (Descriptor descriptor : ExtensionList.lookup(Descriptor.class)) {
            var each = descriptor.clazz;
            if (type.isAssignableFrom(each) && (each.getSimpleName().equals(name) || each.getName().equals(name))) {
                return each;
            }
        }
        return null;
    }

    /**
     * A describable that a script has called by its symbol; made when it is known what it is for.
     *
     * @param symbol as called
     * @param arguments by their names
     */
    record Call(String symbol, Map<String, Object> arguments) implements Serializable {
        Object instantiate(Class<?> type, String what) throws Exception {
            for (var each : classes(symbol)) {
                if (type.isAssignableFrom(each)) {
                    return DataModel.of(each).instantiate(symbol, arguments);
                }
            }
            throw new IllegalArgumentException(what + " takes a " + type.getSimpleName() + ", which '" + symbol
                    + "' is not");
        }
    }
}
