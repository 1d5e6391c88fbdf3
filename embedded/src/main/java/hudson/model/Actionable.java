package hudson.model;

import hudson.ExtensionList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.TransientActionFactory;

/** An object with actions. */
public abstract class Actionable extends AbstractModelObject {
    private volatile CopyOnWriteArrayList<Action> actions;

    /** The actions that are kept, without those that extensions add. */
    public List<Action> getActions() {
        if (actions == null) {
            synchronized (this) {
                if (actions == null) {
                    actions = new CopyOnWriteArrayList<>();
                }
            }
        }
        return actions;
    }

    /** The actions that are kept, then those that extensions add. */
    public final List<? extends Action> getAllActions() {
        List<Action> all = new ArrayList<>(getActions());
        for (TransientActionFactory<?> factory : ExtensionList.lookup(TransientActionFactory.class)) {
            all.addAll(create(factory));
        }
        return Collections.unmodifiableList(all);
    }

    private <T> Collection<? extends Action> create(TransientActionFactory<T> factory) {
        return factory.type().isInstance(this) ? factory.createFor(factory.type().cast(this)) : List.of();
    }

    public <T extends Action> List<T> getActions(Class<T> type) {
        return getAllActions().stream().filter(type::isInstance).map(type::cast).toList();
    }

    public <T extends Action> T getAction(Class<T> type) {
        for (Action a : getActions()) {
            if (type.isInstance(a)) {
                return type.cast(a);
            }
        }
        List<T> all = getActions(type);
        return all.isEmpty() ? null : all.get(0);
    }

    public void addAction(Action a) {
        if (a == null) {
            throw new IllegalArgumentException("Action must be non-null");
        }
        getActions().add(a);
    }

    public void replaceAction(Action a) {
        addOrReplaceAction(a);
    }

    /** Replaces the actions of the same class; returns whether anything changed. */
    public boolean addOrReplaceAction(Action a) {
        if (a == null) {
            throw new IllegalArgumentException("Action must be non-null");
        }
        List<Action> old = getActions().stream().filter(x -> x.getClass() == a.getClass()).toList();
        if (old.size() == 1 && old.get(0).equals(a)) {
            return false;
        }
        addAction(a);
        getActions().removeAll(old.stream().filter(x -> x != a).toList());
        return true;
    }

    public boolean removeAction(Action a) {
        return a != null && getActions().removeIf(x -> x == a || x.equals(a));
    }

    public boolean removeActions(Class<? extends Action> clazz) {
        return getActions().removeIf(clazz::isInstance);
    }

    public boolean replaceActions(Class<? extends Action> clazz, Action a) {
        List<Action> old = getActions().stream().filter(x -> clazz.isInstance(x) && x != a).toList();
        boolean present = getActions().stream().anyMatch(x -> x == a || x.equals(a));
        if (!present) {
            addAction(a);
        }
        return getActions().removeAll(old) || !present;
    }
}
