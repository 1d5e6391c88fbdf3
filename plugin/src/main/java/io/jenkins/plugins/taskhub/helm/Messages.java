package io.jenkins.plugins.taskhub.helm;

import java.util.ResourceBundle;

/** The labels of this package, in the language of the JVM. */
final class Messages {
    private static final ResourceBundle LABELS = ResourceBundle.getBundle(Messages.class.getName());

    private Messages() {}

    static String HelmDeployStep_displayName() {
        return LABELS.getString("HelmDeployStep.displayName");
    }

    static String HelmRollbackStep_displayName() {
        return LABELS.getString("HelmRollbackStep.displayName");
    }

    static String HelmTestStep_displayName() {
        return LABELS.getString("HelmTestStep.displayName");
    }
}
