package io.jenkins.plugins.taskhub.terraform;

import java.util.ResourceBundle;

/** The labels of this package, in the language of the JVM. */
final class Messages {
    private static final ResourceBundle LABELS = ResourceBundle.getBundle(Messages.class.getName());

    private Messages() {}

    static String TerraformApplyStep_displayName() {
        return LABELS.getString("TerraformApplyStep.displayName");
    }
}
