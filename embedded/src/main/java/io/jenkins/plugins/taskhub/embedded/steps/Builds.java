package io.jenkins.plugins.taskhub.embedded.steps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.listeners.RunListener;

/** Tells who waits for a build that it is over. */
@Extension
public final class Builds extends RunListener<Run<?, ?>> {
    private final Map<String, List<Waiter>> waiting = new LinkedHashMap<>();

    /** Something that waits for a build. */
    interface Waiter {
        /** The build is over; null when it is not there any more. */
        void over(Run<?, ?> build);
    }

    static Builds get() {
        return ExtensionList.lookupSingleton(Builds.class);
    }

    /** Tells the waiter when the build of this id is over; at once when it is. */
    void await(String id, Waiter waiter) {
        Run<?, ?> build = Run.fromExternalizableId(id);
        synchronized (this) {
            if (build != null && build.isBuilding()) {
                waiting.computeIfAbsent(id, key -> new ArrayList<>()).add(waiter);
                return;
            }
        }
        waiter.over(build);
    }

    @Override
    public void onFinalized(Run<?, ?> build) {
        List<Waiter> told;
        synchronized (this) {
            told = waiting.remove(build.getExternalizableId());
        }
        if (told != null) {
            told.forEach(waiter -> waiter.over(build));
        }
    }
}
