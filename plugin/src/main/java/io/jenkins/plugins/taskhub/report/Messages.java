package io.jenkins.plugins.taskhub.report;

import java.util.ResourceBundle;

/** The labels of this package, in the language of the JVM. */
final class Messages {

    private static final ResourceBundle LABELS = ResourceBundle.getBundle(Messages.class.getName());

    private Messages() {}

    static String ReportAction_displayName() {
        return LABELS.getString("ReportAction.displayName");
    }
}
