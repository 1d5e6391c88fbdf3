package io.jenkins.plugins.taskhub.embedded.steps;

import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.model.Descriptor;
import hudson.model.ParameterValue;
import hudson.model.StringParameterValue;

/** A text for the other job. */
public class TextBuildParameter extends BuildParameter {
    private final String value;

    @DataBoundConstructor
    public TextBuildParameter(String name, String value) {
        super(name);
        this.value = value;
    }

    public String getValue() {
        return value;
    }

    @Override
    ParameterValue toValue() {
        return new StringParameterValue(getName(), value == null ? "" : value);
    }

    /** Describes it. */
    @Extension
    @Symbol({"string", "text", "choice"})
    public static class DescriptorImpl extends Descriptor<BuildParameter> {
        @Override
        public String getDisplayName() {
            return "TextBuildParameter";
        }
    }
}
