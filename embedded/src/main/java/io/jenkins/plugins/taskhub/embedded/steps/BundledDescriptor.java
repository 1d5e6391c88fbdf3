package io.jenkins.plugins.taskhub.embedded.steps;

import java.util.Set;

import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** What the descriptors of the bundled steps share. */
abstract class BundledDescriptor extends StepDescriptor {
    private final String function;
    private final String displayName;
    private final boolean takesBody;
    private final Set<Class<?>> context;

    BundledDescriptor(String function, String displayName, boolean takesBody, Class<?>... context) {
        this.function = function;
        this.displayName = displayName;
        this.takesBody = takesBody;
        this.context = Set.of(context);
    }

    @Override
    public String getFunctionName() {
        return function;
    }

    @Override
    public String getDisplayName() {
        return displayName;
    }

    @Override
    public boolean takesImplicitBlockArgument() {
        return takesBody;
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return context;
    }
}
