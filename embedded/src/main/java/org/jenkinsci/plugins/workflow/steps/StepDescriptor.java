package org.jenkinsci.plugins.workflow.steps;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import io.jenkins.plugins.taskhub.embedded.cps.StepArguments;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Describes a kind of step: its name in a Pipeline, what it needs around it, and its form. */
public abstract class StepDescriptor extends Descriptor<Step> {
    /** The types that must be in the context of the step; one that is missing fails the step before it starts. */
    public abstract Set<? extends Class<?>> getRequiredContext();

    /** The types that this step gives to its body. */
    public Set<? extends Class<?>> getProvidedContext() {
        return Set.of();
    }

    /** The name by which a Pipeline calls the step. */
    public abstract String getFunctionName();

    /** Whether the step takes a closure as its body. */
    public boolean takesImplicitBlockArgument() {
        return false;
    }

    /** Whether the step is for experts, or superseded. */
    public boolean isAdvanced() {
        return false;
    }

    /** Whether the step is a general one whose only parameter is a describable that may be called by its symbol. */
    public boolean isMetaStep() {
        return false;
    }

    /**
     * Makes a step from the named arguments of a Pipeline.
     *
     * @throws IllegalArgumentException for an unknown, a missing or an unfit argument, in words for the author
     */
    public Step newInstance(Map<String, Object> arguments) throws Exception {
        return StepArguments.instantiate(this, arguments);
    }

    /** A short text of the arguments for the user interface, or null. */
    public String argumentsToString(Map<String, Object> namedArgs) {
        if (namedArgs.size() == 1) {
            var only = namedArgs.values().iterator().next();
            if (only instanceof CharSequence || only instanceof Number || only instanceof Boolean) {
                return only.toString();
            }
        }
        return null;
    }

    /**
     * Checks that the context holds all that the step requires.
     *
     * @throws MissingContextVariableException naming the first type that is missing
     */
    public final void checkContextAvailability(StepContext context)
            throws MissingContextVariableException, IOException, InterruptedException {
        for (var type : getRequiredContext()) {
            if (context.get(type) == null) {
                throw new MissingContextVariableException(type, this);
            }
        }
    }

    /** Every kind of step that is installed. */
    public static ExtensionList<StepDescriptor> all() {
        return ExtensionList.lookup(StepDescriptor.class);
    }

    /** The kind of step of this name, or null. */
    public static StepDescriptor byFunctionName(String name) {
        for (var descriptor : all()) {
            if (descriptor.getFunctionName().equals(name)) {
                return descriptor;
            }
        }
        return null;
    }
}
