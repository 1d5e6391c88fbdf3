package io.jenkins.plugins.taskhub.embedded.steps;

import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.model.BooleanParameterValue;
import hudson.model.Descriptor;
import hudson.model.ParameterValue;

/** True or false for the other job. */
public class BooleanBuildParameter extends BuildParameter {
    private final boolean value;

    @DataBoundConstructor
    public BooleanBuildParameter(String name, boolean value) {
        super(name);
        this.value = value;
    }

    public boolean getValue() {
        return value;
    }

    @Override
    ParameterValue toValue() {
        return new BooleanParameterValue(getName(), value);
    }

    /** Describes it. */
    @Extension
    @Symbol("booleanParam")
    public static class DescriptorImpl extends Descriptor<BuildParameter> {
        @Override
        public String getDisplayName() {
            return "BooleanBuildParameter";
        }
    }
}
