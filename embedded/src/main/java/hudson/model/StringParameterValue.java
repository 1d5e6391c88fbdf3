package hudson.model;

import hudson.EnvVars;
import hudson.Util;
import java.util.Locale;
import org.kohsuke.stapler.DataBoundConstructor;

/** A text. */
public class StringParameterValue extends ParameterValue {
    private static final long serialVersionUID = 1L;

    public String value;

    @DataBoundConstructor
    public StringParameterValue(String name, String value) {
        this(name, value, null);
    }

    public StringParameterValue(String name, String value, String description) {
        super(name, description);
        this.value = Util.fixNull(value);
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public void buildEnvironment(Run<?, ?> build, EnvVars env) {
        env.put(name, value);
        env.put(name.toUpperCase(Locale.ENGLISH), value);
    }

    @Override
    public String getShortDescription() {
        return name + "=" + value;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + value.hashCode();
    }

    @Override
    public boolean equals(Object obj) {
        return super.equals(obj) && value.equals(((StringParameterValue) obj).value);
    }

    @Override
    public String toString() {
        return "(StringParameterValue) " + getName() + "='" + value + "'";
    }
}
