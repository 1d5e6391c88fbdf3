package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.model.InvisibleAction;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the script of a build has put into {@code env}; kept with the build. */
public final class EnvironmentOverrides extends InvisibleAction {
    private final LinkedHashMap<String, String> variables = new LinkedHashMap<>();

    /** A copy. */
    synchronized Map<String, String> variables() {
        return new LinkedHashMap<>(variables);
    }

    synchronized void put(String name, String value) {
        variables.put(name, value);
    }
}
