package org.jenkinsci.plugins.workflow.steps;

import java.util.List;

/** A step was called where something that it needs is not there: outside of node, for example. */
public class MissingContextVariableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Class<?> type;
    private final transient StepDescriptor descriptor;

    public MissingContextVariableException(Class<?> type) {
        this(type, null);
    }

    public MissingContextVariableException(Class<?> type, StepDescriptor descriptor) {
        this.type = type;
        this.descriptor = descriptor;
    }

    /** The type that is missing. */
    public Class<?> getType() {
        return type;
    }

    /** The steps that would provide it to their bodies. */
    public List<StepDescriptor> getProviders() {
        return StepDescriptor.all().stream().filter(each -> each.getProvidedContext().contains(type)).toList();
    }

    @Override
    public String getMessage() {
        var message = new StringBuilder("Required context ").append(type).append(" is missing");
        if (descriptor != null) {
            message.append(" for the step '").append(descriptor.getFunctionName()).append('\'');
        }
        var providers = getProviders();
        if (!providers.isEmpty()) {
            message.append("\nPerhaps you forgot to surround the step with a step that provides this, such as: ");
            message.append(String.join(", ", providers.stream().map(StepDescriptor::getFunctionName).toList()));
        }
        return message.toString();
    }
}
