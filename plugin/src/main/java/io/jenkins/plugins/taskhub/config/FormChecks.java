package io.jenkins.plugins.taskhub.config;

import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.taskhub.step.StepFailure;
import jenkins.model.Jenkins;

/** Shows the rules of the steps in forms: what a step would refuse, in the step's own words. */
public final class FormChecks {

    private FormChecks() {}

    /** The refusal of a rule as the field's message. */
    public static FormValidation of(Runnable rule) {
        try {
            rule.run();
            return FormValidation.ok();
        } catch (StepFailure e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /**
     * The same in a job's form, for those who may see the job's configuration; others are told nothing.
     *
     * @param item the job whose form it is; null outside of one
     */
    public static FormValidation of(Item item, Runnable rule) {
        boolean may = item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ);
        return may ? of(rule) : FormValidation.ok();
    }

    /** The same for a field that may be left empty. */
    public static FormValidation given(Item item, String value, Runnable rule) {
        return value == null || value.isBlank() ? FormValidation.ok() : of(item, rule);
    }
}
