package io.jenkins.plugins.taskhub.pages;

import java.util.ResourceBundle;

/** The labels of this package, in the language of the JVM. */
final class Messages {

    private static final ResourceBundle LABELS = ResourceBundle.getBundle(Messages.class.getName());

    private Messages() {}

    static String FolderPage_displayName() {
        return LABELS.getString("FolderPage.displayName");
    }

    static String JobPage_displayName() {
        return LABELS.getString("JobPage.displayName");
    }
}
