package io.jenkins.plugins.taskhub.embedded.model;

import java.util.List;

/** The extensions of the running controller. */
public final class ControllerExtensions {
    private ControllerExtensions() {
    }

    /** A live list, which may be added to. */
    public static <T> List<T> of(Class<T> type) {
        return EmbeddedJenkins.current().components().of(type);
    }
}
