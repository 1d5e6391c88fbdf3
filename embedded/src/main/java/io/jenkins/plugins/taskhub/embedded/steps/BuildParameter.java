package io.jenkins.plugins.taskhub.embedded.steps;

import hudson.model.AbstractDescribableImpl;
import hudson.model.ParameterValue;

/** A parameter that {@code build} hands to the other job. */
public abstract class BuildParameter extends AbstractDescribableImpl<BuildParameter> {
    private final String name;

    BuildParameter(String name) {
        this.name = Required.text("build", "the name of a parameter", name);
    }

    public String getName() {
        return name;
    }

    abstract ParameterValue toValue();
}
