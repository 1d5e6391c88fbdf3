package io.jenkins.plugins.taskhub.step;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** What a step's form sends, as the arguments that a Pipeline would give. */
final class FormArguments {
    private FormArguments() {}

    /**
     * Reads a form. A field that is left empty is not given, unless it is mandatory.
     *
     * @param step the class of the step
     * @param form field to value: texts, and booleans of check boxes
     * @throws StepFailure for a value that is not one of its parameter
     */
    static Map<String, Object> of(Class<?> step, Map<?, ?> form) {
        var arguments = new LinkedHashMap<String, Object>();
        var mandatory = mandatory(step);
        types(step, mandatory).forEach((name, type) -> {
            Object given = form.get(name);
            boolean empty = given == null || given instanceof String text && text.isBlank();
            if (!empty) {
                arguments.put(name, value(name, type, given));
            } else if (mandatory.containsKey(name) && type == String.class) {
                arguments.put(name, "");
            }
        });
        return arguments;
    }

    /** The parameters of a step with their types: the mandatory ones first, as they are declared. */
    static Map<String, Class<?>> types(Class<?> step) {
        return types(step, mandatory(step));
    }

    private static Map<String, Class<?>> types(Class<?> step, Map<String, Class<?>> mandatory) {
        var types = new LinkedHashMap<>(mandatory);
        for (var field : step.getFields()) {
            if (field.isAnnotationPresent(DataBoundSetter.class)) {
                types.put(field.getName(), field.getType());
            }
        }
        for (var method : step.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                String name = method.getName().substring("set".length());
                types.put(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), method.getParameterTypes()[0]);
            }
        }
        return types;
    }

    private static Map<String, Class<?>> mandatory(Class<?> step) {
        var types = new LinkedHashMap<String, Class<?>>();
        for (Constructor<?> constructor : step.getConstructors()) {
            if (constructor.isAnnotationPresent(DataBoundConstructor.class)) {
                for (Parameter parameter : constructor.getParameters()) {
                    types.put(parameter.getName(), parameter.getType());
                }
            }
        }
        return types;
    }

    private static Object value(String name, Class<?> type, Object given) {
        if (!(given instanceof String text)) {
            return given;
        }
        if (type == Map.class) {
            return FormText.map(name, text);
        }
        if (type == List.class) {
            return FormText.list(text);
        }
        if (Arrays.asList(int.class, Integer.class).contains(type)) {
            try {
                return Integer.valueOf(text.strip());
            } catch (NumberFormatException e) {
                throw new StepFailure(name + " " + Names.shown(text) + " is not a whole number");
            }
        }
        return type == boolean.class ? (Object) Boolean.valueOf(text) : text.strip();
    }
}
