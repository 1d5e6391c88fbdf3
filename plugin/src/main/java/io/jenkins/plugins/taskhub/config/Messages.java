package io.jenkins.plugins.taskhub.config;

import java.util.ResourceBundle;

/** The labels of this package, in the language of the JVM. */
final class Messages {
    private static final ResourceBundle LABELS = ResourceBundle.getBundle(Messages.class.getName());

    private Messages() {}

    static String TaskhubConfiguration_displayName() {
        return LABELS.getString("TaskhubConfiguration.displayName");
    }

    static String ToolPath_displayName() {
        return LABELS.getString("ToolPath.displayName");
    }
}
