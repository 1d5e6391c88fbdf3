package io.jenkins.plugins.taskhub.approval;

import java.util.ResourceBundle;

/** The labels of this package, in the language of the JVM. */
final class Messages {

    private static final ResourceBundle LABELS = ResourceBundle.getBundle(Messages.class.getName());

    private Messages() {}

    static String ConfirmProdStep_displayName() {
        return LABELS.getString("ConfirmProdStep.displayName");
    }

    static String ConfirmProdStep_ok() {
        return LABELS.getString("ConfirmProdStep.ok");
    }

    static String ConfirmProdStep_reason() {
        return LABELS.getString("ConfirmProdStep.reason");
    }

    static String ConfirmProdStep_reasonNeeded() {
        return LABELS.getString("ConfirmProdStep.reasonNeeded");
    }
}
