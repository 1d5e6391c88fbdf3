package hudson.model;

import hudson.EnvVars;
import java.io.Serializable;
import java.util.Objects;

/** The value of a build's parameter. */
public abstract class ParameterValue implements Serializable {
    private static final long serialVersionUID = 1L;

    protected final String name;

    private String description;

    protected ParameterValue(String name, String description) {
        this.name = name;
        this.description = description;
    }

    protected ParameterValue(String name) {
        this(name, null);
    }

    public final String getName() {
        return name;
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }

    public Object getValue() {
        return null;
    }

    /** Whether the value is secret. */
    public boolean isSensitive() {
        return false;
    }

    public String getShortDescription() {
        return toString();
    }

    public void buildEnvironment(Run<?, ?> build, EnvVars env) {
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(name);
    }

    @Override
    public boolean equals(Object obj) {
        return obj != null && obj.getClass() == getClass() && Objects.equals(name, ((ParameterValue) obj).name);
    }
}
