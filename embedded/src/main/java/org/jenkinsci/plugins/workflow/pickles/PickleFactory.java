package org.jenkinsci.plugins.workflow.pickles;

import hudson.ExtensionList;
import hudson.ExtensionPoint;

/** Replaces objects that cannot be saved when the state of a Pipeline is saved. */
public abstract class PickleFactory implements ExtensionPoint {
    /** What to save instead of this object, or null when this factory has nothing for it. */
    public abstract Pickle writeReplace(Object object);

    public static ExtensionList<PickleFactory> all() {
        return ExtensionList.lookup(PickleFactory.class);
    }
}
