package io.jenkins.plugins.taskhub.postgres;

import java.util.ResourceBundle;

/** The labels of this package, in the language of the JVM. */
final class Messages {
    private static final ResourceBundle LABELS = ResourceBundle.getBundle(Messages.class.getName());

    private Messages() {}

    static String PgBackupStep_displayName() {
        return LABELS.getString("PgBackupStep.displayName");
    }

    static String PgBackupsStep_displayName() {
        return LABELS.getString("PgBackupsStep.displayName");
    }

    static String PgRestoreStep_displayName() {
        return LABELS.getString("PgRestoreStep.displayName");
    }
}
