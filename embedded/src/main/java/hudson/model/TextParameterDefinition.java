package hudson.model;

import hudson.Extension;
import hudson.Util;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A text of several lines. */
public class TextParameterDefinition extends StringParameterDefinition {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public TextParameterDefinition(String name) {
        super(name);
    }

    public TextParameterDefinition(String name, String defaultValue, String description) {
        super(name, defaultValue, description);
    }

    @Override
    public StringParameterValue getDefaultParameterValue() {
        return (StringParameterValue) createValue(Util.fixNull(getDefaultValue()));
    }

    @Override
    public ParameterValue createValue(String value) {
        return new TextParameterValue(getName(), isTrim() ? value.trim() : value, getDescription());
    }

    @Override
    public boolean equals(Object obj) {
        return super.equals(obj);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    /** The descriptor. */
    @Extension
    @Symbol({"text", "textParam"})
    public static class DescriptorImpl extends ParameterDescriptor {
        @Override
        public String getDisplayName() {
            return "Multi-line String Parameter";
        }
    }
}
