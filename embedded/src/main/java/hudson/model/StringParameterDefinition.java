package hudson.model;

import hudson.Extension;
import hudson.Util;
import java.util.Objects;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A text. */
public class StringParameterDefinition extends SimpleParameterDefinition {
    private static final long serialVersionUID = 1L;

    private String defaultValue;
    private boolean trim;

    @DataBoundConstructor
    public StringParameterDefinition(String name) {
        super(name);
    }

    public StringParameterDefinition(String name, String defaultValue) {
        this(name, defaultValue, null);
    }

    public StringParameterDefinition(String name, String defaultValue, String description) {
        this(name, defaultValue, description, false);
    }

    public StringParameterDefinition(String name, String defaultValue, String description, boolean trim) {
        super(name);
        setDescription(description);
        this.defaultValue = defaultValue;
        this.trim = trim;
    }

    public String getDefaultValue() {
        return trim ? Util.fixNull(defaultValue).trim() : defaultValue;
    }

    @DataBoundSetter
    public void setDefaultValue(String defaultValue) {
        this.defaultValue = defaultValue;
    }

    public boolean isTrim() {
        return trim;
    }

    @DataBoundSetter
    public void setTrim(boolean trim) {
        this.trim = trim;
    }

    @Override
    public StringParameterValue getDefaultParameterValue() {
        return (StringParameterValue) createValue(Util.fixNull(defaultValue));
    }

    @Override
    public ParameterValue createValue(String value) {
        return new StringParameterValue(getName(), trim ? value.trim() : value, getDescription());
    }

    @Override
    public ParameterDefinition copyWithDefaultValue(ParameterValue value) {
        return value instanceof StringParameterValue text
                ? new StringParameterDefinition(getName(), text.value, getDescription(), trim) : this;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), defaultValue, trim);
    }

    @Override
    public boolean equals(Object obj) {
        return super.equals(obj) && obj instanceof StringParameterDefinition other && trim == other.trim
                && Objects.equals(defaultValue, other.defaultValue);
    }

    /** The descriptor. */
    @Extension
    @Symbol({"string", "stringParam"})
    public static class DescriptorImpl extends ParameterDescriptor {
        @Override
        public String getDisplayName() {
            return "String Parameter";
        }
    }
}
