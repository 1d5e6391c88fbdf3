package io.jenkins.plugins.taskhub.scan;

import java.util.ResourceBundle;

/** The labels of this package, in the language of the JVM. */
final class Messages {
    private static final ResourceBundle LABELS = ResourceBundle.getBundle(Messages.class.getName());

    private Messages() {}

    static String TrivyGateStep_displayName() {
        return LABELS.getString("TrivyGateStep.displayName");
    }
}
