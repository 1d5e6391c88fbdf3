package io.jenkins.plugins.taskhub.embedded.model;

import hudson.Extension;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;

/** The extensions of a controller: each class of sezpoz's index has one instance, made when it is first asked for. */
public final class Components {
    private static final Logger LOGGER = Logger.getLogger(Components.class.getName());

    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<Class<?>, List<?>> byType = new HashMap<>();
    private boolean scanned;

    /** An entry of the index. */
    private static final class Candidate {
        private final IndexItem<Extension, Object> entry;
        private final double ordinal;
        private Class<?> type;
        private Object instance;
        private boolean failed;

        Candidate(IndexItem<Extension, Object> entry) {
            this.entry = entry;
            this.ordinal = entry.annotation().ordinal();
        }

        /** The class of the extension, not yet initialised; {@code null} where it cannot be loaded. */
        Class<?> type() {
            if (type == null && !failed) {
                try {
                    AnnotatedElement element = entry.element();
                    type = element instanceof Class<?> c ? c
                            : element instanceof Field f ? f.getType() : ((Method) element).getReturnType();
                } catch (InstantiationException | LinkageError x) {
                    fail(x);
                }
            }
            return type;
        }

        Object instance() {
            if (instance == null && !failed) {
                try {
                    instance = entry.instance();
                } catch (InstantiationException | LinkageError | RuntimeException x) {
                    fail(x);
                }
            }
            return instance;
        }

        private void fail(Throwable x) {
            failed = true;
            Level level = entry.annotation().optional() ? Level.FINE : Level.WARNING;
            LOGGER.log(level, "Failed to load the extension " + entry.className(), x);
        }
    }

    /** The extensions of a type, those of a higher ordinal first. */
    public synchronized <T> List<T> of(Class<T> type) {
        List<?> known = byType.get(type);
        if (known == null) {
            scan();
            List<T> found = new ArrayList<>();
            for (Candidate candidate : candidates) {
                Class<?> c = candidate.type();
                if (c != null && type.isAssignableFrom(c)) {
                    Object instance = candidate.instance();
                    if (instance != null) {
                        found.add(type.cast(instance));
                    }
                }
            }
            known = byType.computeIfAbsent(type, t -> new CopyOnWriteArrayList<>(found));
        }
        @SuppressWarnings("unchecked")
        List<T> typed = (List<T>) known;
        return typed;
    }

    private void scan() {
        if (scanned) {
            return;
        }
        scanned = true;
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        if (loader == null) {
            loader = Components.class.getClassLoader();
        }
        for (IndexItem<Extension, Object> entry : Index.load(Extension.class, Object.class, loader)) {
            candidates.add(new Candidate(entry));
        }
        candidates.sort(Comparator.comparingDouble((Candidate c) -> -c.ordinal)
                .thenComparing(c -> c.entry.className()));
    }
}
