package io.jenkins.plugins.taskhub.sandbox.run;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

import io.jenkins.plugins.taskhub.embedded.cps.DataModel;

/**
 * What there is to know of a step.
 *
 * @param body true when it takes a block
 */
record StepSheet(String name, String title, boolean body, List<Line> parameters) {
    private static final int NAME_WIDTH = 20;

    /** One parameter; the default is null where it is not known or there is none. */
    record Line(String name, String type, boolean mandatory, String defaultValue) {
        String shortly() {
            return name + (mandatory ? "*" : "");
        }
    }

    static StepSheet of(StepDescriptor descriptor) {
        List<Line> lines = new ArrayList<>();
        if (hasModel(descriptor)) {
            DataModel model = DataModel.of(descriptor.clazz);
            Map<String, Object> defaults = Defaults.of(descriptor, model);
            for (DataModel.Parameter parameter : model.parameters()) {
                Object value = defaults.get(parameter.name());
                lines.add(new Line(parameter.name(), type(parameter.type()), parameter.ofConstructor()
                        && !Defaults.isOptional(descriptor, model), show(value)));
            }
        }
        lines.sort(Comparator.comparing(Line::mandatory).reversed().thenComparing(Line::name));
        return new StepSheet(descriptor.getFunctionName(), descriptor.getDisplayName(),
                descriptor.takesImplicitBlockArgument(), lines);
    }

    private static boolean hasModel(StepDescriptor descriptor) {
        return !descriptor.getFunctionName().equals("parallel");
    }

    private static String show(Object value) {
        if (value == null || value.equals("") || value instanceof List<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty()) {
            return null;
        }
        return value instanceof String ? "'" + value + "'" : value.toString();
    }

    /** Types as a Jenkinsfile's author calls them. */
    static String type(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            Type last = parameterized.getActualTypeArguments()[parameterized.getActualTypeArguments().length - 1];
            return Map.class.isAssignableFrom(raw) ? "map of " + type(last) : "list of " + type(last);
        } else if (type instanceof WildcardType wildcard) {
            return type(wildcard.getUpperBounds()[0]);
        }
        return type instanceof Class<?> plain ? named(plain) : "value";
    }

    private static String named(Class<?> raw) {
        if (raw == String.class) {
            return "text";
        } else if (raw == boolean.class || raw == Boolean.class) {
            return "true or false";
        } else if (raw.isPrimitive() || Number.class.isAssignableFrom(raw)) {
            return "number";
        } else if (raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants()).map(Object::toString).collect(Collectors.joining(" or "));
        } else if (Map.class.isAssignableFrom(raw)) {
            return "map";
        } else if (Iterable.class.isAssignableFrom(raw)) {
            return "list";
        }
        return raw == Object.class ? "value" : raw.getSimpleName();
    }

    /** One line of the list. */
    String line() {
        String takes = parameters.stream().map(Line::shortly).collect(Collectors.joining(", "));
        return String.format("%-" + NAME_WIDTH + "s %s%s", name, takes, body ? (takes.isEmpty() ? "" : " ") + "{…}" : "")
                .stripTrailing();
    }

    /** The whole sheet. */
    String text() {
        StringBuilder text = new StringBuilder(name).append(": ").append(title).append('\n');
        if (body) {
            text.append("  takes a block: ").append(name).append(" … { steps }\n");
        }
        if (parameters.isEmpty()) {
            return text.append("  takes no parameters\n").toString();
        }
        int width = parameters.stream().mapToInt(line -> line.shortly().length()).max().orElse(0);
        for (Line line : parameters) {
            text.append(String.format("  %-" + width + "s  %s%s%n", line.shortly(), line.type(),
                    line.defaultValue() == null ? "" : " (default " + line.defaultValue() + ")"));
        }
        return text.append("* must be given\n").toString();
    }

    /** Makes a step to see what its parameters are when they are not given. */
    private static final class Defaults {
        private Defaults() {
        }

        /** Some steps are a word before a block, such as {@code node { }}; else a constructor's parameters are needed. */
        static boolean isOptional(StepDescriptor descriptor, DataModel model) {
            return descriptor.takesImplicitBlockArgument() && model.sole() != null
                    && make(descriptor, Map.of()) != null;
        }

        /** What stays the same whatever is given; the rest is made of what is given, and no default. */
        static Map<String, Object> of(StepDescriptor descriptor, DataModel model) {
            Map<String, Object> values = values(descriptor, model, "sample");
            values.entrySet().retainAll(values(descriptor, model, "another sample").entrySet());
            return values;
        }

        private static Map<String, Object> values(StepDescriptor descriptor, DataModel model, String text) {
            Map<String, Object> samples = new TreeMap<>();
            for (DataModel.Parameter parameter : model.parameters()) {
                if (parameter.ofConstructor()) {
                    samples.put(parameter.name(), sample(parameter.type(), text));
                }
            }
            Map<String, Object> values = new TreeMap<>();
            Object step = make(descriptor, samples);
            if (step == null) {
                return values;
            }
            for (DataModel.Parameter parameter : model.parameters()) {
                Object value = parameter.ofConstructor() ? null : Getters.get(step, parameter.name());
                if (value != null) {
                    values.put(parameter.name(), value);
                }
            }
            return values;
        }

        private static Object sample(Type type, String text) {
            String name = StepSheet.type(type);
            return name.equals("number") ? (Object) 1 : name.equals("true or false") ? true
                    : name.startsWith("list") ? List.of() : name.startsWith("map") ? Map.of() : text;
        }

        private static Object make(StepDescriptor descriptor, Map<String, Object> arguments) {
            try {
                return descriptor.newInstance(arguments);
            } catch (Exception e) {
                return null;
            }
        }
    }
}
