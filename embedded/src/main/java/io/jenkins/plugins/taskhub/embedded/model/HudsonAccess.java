package io.jenkins.plugins.taskhub.embedded.model;

import hudson.model.Hudson;
import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import jenkins.model.Jenkins;

/** Makes the controller, whose class keeps Jenkins' older name. */
public final class HudsonAccess {
    private static volatile ModelAccess.ControllerFactory factory;

    private HudsonAccess() {
    }

    /** Called by {@link Hudson} when it is loaded. */
    public static void register(ModelAccess.ControllerFactory constructor) {
        factory = constructor;
    }

    public static Jenkins create(File home) throws IOException {
        try {
            MethodHandles.lookup().ensureInitialized(Hudson.class);
        } catch (IllegalAccessException x) {
            throw new IllegalStateException(x);
        }
        return factory.create(home);
    }
}
