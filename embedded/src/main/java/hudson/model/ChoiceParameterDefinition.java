package hudson.model;

import hudson.Extension;
import hudson.Util;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** One of several texts; the first is the default. */
public class ChoiceParameterDefinition extends SimpleParameterDefinition {
    private static final long serialVersionUID = 1L;

    private List<String> choices;
    private String defaultValue;

    public ChoiceParameterDefinition(String name, String choices, String description) {
        super(name);
        setDescription(description);
        this.choices = new ArrayList<>(choices.lines().toList());
    }

    public ChoiceParameterDefinition(String name, String[] choices, String description) {
        super(name);
        setDescription(description);
        this.choices = new ArrayList<>(Arrays.asList(choices));
    }

    @DataBoundConstructor
    public ChoiceParameterDefinition(String name, String choicesText) {
        this(name, Util.fixNull(choicesText), null);
    }

    public List<String> getChoices() {
        return choices;
    }

    public String getChoicesText() {
        return String.join("\n", choices);
    }

    /** Takes a list, or one text with a choice a line. */
    @DataBoundSetter
    public void setChoices(Object choices) {
        this.choices = new ArrayList<>();
        if (choices instanceof String text) {
            this.choices.addAll(text.lines().toList());
        } else if (choices instanceof List<?> list) {
            list.forEach(c -> this.choices.add(String.valueOf(c)));
        } else {
            throw new IllegalArgumentException("expected String or List, but got "
                    + (choices == null ? null : choices.getClass().getName()));
        }
    }

    @Override
    public StringParameterValue getDefaultParameterValue() {
        if (choices.isEmpty()) {
            return null;
        }
        return new StringParameterValue(getName(), defaultValue == null ? choices.get(0) : defaultValue,
                getDescription());
    }

    @Override
    public boolean isValid(ParameterValue value) {
        return choices.contains(((StringParameterValue) value).getValue());
    }

    @Override
    public StringParameterValue createValue(String value) {
        StringParameterValue given = new StringParameterValue(getName(), value, getDescription());
        if (!isValid(given)) {
            throw new IllegalArgumentException("Illegal choice for parameter " + getName() + ": " + value
                    + " (one of " + String.join(", ", choices) + ")");
        }
        return given;
    }

    @Override
    public ParameterDefinition copyWithDefaultValue(ParameterValue value) {
        if (!(value instanceof StringParameterValue text)) {
            return this;
        }
        ChoiceParameterDefinition copy =
                new ChoiceParameterDefinition(getName(), choices.toArray(String[]::new), getDescription());
        copy.defaultValue = text.value;
        return copy;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), choices, defaultValue);
    }

    @Override
    public boolean equals(Object obj) {
        return super.equals(obj) && obj instanceof ChoiceParameterDefinition other && choices.equals(other.choices)
                && Objects.equals(defaultValue, other.defaultValue);
    }

    /** The descriptor. */
    @Extension
    @Symbol({"choice", "choiceParam"})
    public static class DescriptorImpl extends ParameterDescriptor {
        @Override
        public String getDisplayName() {
            return "Choice Parameter";
        }
    }
}
