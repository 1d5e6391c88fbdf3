package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.Serializable;

import hudson.model.AbstractDescribableImpl;
import hudson.model.ParameterValue;

/** A parameter that {@code build} hands to the other job. */
public abstract class BuildParameter extends AbstractDescribableImpl<BuildParameter> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;

    BuildParameter(String name) {
        this.name = Required.text("build", "the name of a parameter", name);
    }

    public String getName() {
        return name;
    }

    abstract ParameterValue toValue();
}
