package io.jenkins.plugins.taskhub.image;

import java.util.ResourceBundle;

/** The labels of this package, in the language of the JVM. */
final class Messages {
    private static final ResourceBundle LABELS = ResourceBundle.getBundle(Messages.class.getName());

    private Messages() {}

    static String TaskhubBuildStep_displayName() {
        return LABELS.getString("TaskhubBuildStep.displayName");
    }

    static String TaskhubPromoteStep_displayName() {
        return LABELS.getString("TaskhubPromoteStep.displayName");
    }
}
