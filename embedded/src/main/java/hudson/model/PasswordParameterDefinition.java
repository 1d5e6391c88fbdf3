package hudson.model;

import hudson.Extension;
import hudson.util.Secret;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A secret text. */
public class PasswordParameterDefinition extends SimpleParameterDefinition {
    private static final long serialVersionUID = 1L;

    private Secret defaultValue;

    @DataBoundConstructor
    public PasswordParameterDefinition(String name, Secret defaultValueAsSecret, String description) {
        super(name, description);
        this.defaultValue = defaultValueAsSecret;
    }

    public PasswordParameterDefinition(String name, String defaultValue, String description) {
        this(name, Secret.fromString(defaultValue), description);
    }

    public String getDefaultValue() {
        return Secret.toString(defaultValue);
    }

    public void setDefaultValue(String defaultValue) {
        this.defaultValue = Secret.fromString(defaultValue);
    }

    public Secret getDefaultValueAsSecret() {
        return defaultValue;
    }

    @Override
    public ParameterValue getDefaultParameterValue() {
        return new PasswordParameterValue(getName(), defaultValue, getDescription());
    }

    @Override
    public ParameterValue createValue(String value) {
        return new PasswordParameterValue(getName(), value, getDescription());
    }

    @Override
    public ParameterDefinition copyWithDefaultValue(ParameterValue value) {
        return value instanceof PasswordParameterValue secret
                ? new PasswordParameterDefinition(getName(), secret.getValue(), getDescription()) : this;
    }

    /** The descriptor. */
    @Extension
    @Symbol({"password", "nonStoredPasswordParam"})
    public static final class ParameterDescriptorImpl extends ParameterDescriptor {
        @Override
        public String getDisplayName() {
            return "Password Parameter";
        }
    }
}
