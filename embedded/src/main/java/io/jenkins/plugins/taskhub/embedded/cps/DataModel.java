package io.jenkins.plugins.taskhub.embedded.cps;

import java.beans.Introspector;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** What a class takes from a Pipeline: the parameters of its data-bound constructor, and its data-bound setters. */
public final class DataModel {
    private static final ClassValue<DataModel> MODELS = new ClassValue<>() {
        @Override
        protected DataModel computeValue(Class<?> type) {
            return new DataModel(type);
        }
    };

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final List<Parameter> constructorParameters = new ArrayList<>();
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    private DataModel(Class<?> type) {
        this.type = type;
        this.constructor = constructor(type);
        var types = constructor.getGenericParameterTypes();
        var names = constructorNames();
        for (var i = 0; i < names.length; i++) {
            var parameter = new Parameter(names[i], types[i], true, null);
            constructorParameters.add(parameter);
            parameters.put(names[i], parameter);
        }
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            addSetters(each);
        }
    }

    /**
     * The model of a class.
     *
     * @throws IllegalArgumentException when it has no data-bound constructor
     */
    public static DataModel of(Class<?> type) {
        return MODELS.get(type);
    }

    private static Constructor<?> constructor(Class<?> type) {
        for (var each : type.getConstructors()) {
            if (each.isAnnotationPresent(DataBoundConstructor.class)) {
                return each;
            }
        }
        throw new IllegalArgumentException(type.getName() + " cannot be made by a Pipeline: it has no public"
                + " constructor with @DataBoundConstructor");
    }

    private String[] constructorNames() {
        var parameters = constructor.getParameters();
        if (parameters.length == 0) {
            return new String[0];
        }
        if (parameters[0].isNamePresent()) {
            var names = new String[parameters.length];
            for (var i = 0; i < names.length; i++) {
                names[i] = parameters[i].getName();
            }
            return names;
        }
        var resource = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".stapler";
        try (InputStream in = type.getResourceAsStream(resource)) {
            var properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            var names = properties.getProperty("constructor", "").split(",");
            if (names.length == parameters.length) {
                return names;
            }
        } catch (IOException failure) {
            throw new IllegalStateException("cannot read " + resource, failure);
        }
        throw new IllegalStateException("The names of the constructor's parameters of " + type.getName()
                + " are unknown: compile it with -parameters, or with the annotation processor that writes "
                + resource);
    }

    private void addSetters(Class<?> owner) {
        for (var method : owner.getDeclaredMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class) && method.getParameterCount() == 1
                    && method.getName().startsWith("set") && method.getName().length() > 3) {
                var name = Introspector.decapitalize(method.getName().substring(3));
                var setter = new Parameter(name, method.getGenericParameterTypes()[0], false, method);
                parameters.putIfAbsent(name, setter);
            }
        }
        for (var field : owner.getDeclaredFields()) {
            if (field.isAnnotationPresent(DataBoundSetter.class) && !Modifier.isStatic(field.getModifiers())) {
                parameters.putIfAbsent(field.getName(),
                        new Parameter(field.getName(), field.getGenericType(), false, field));
            }
        }
    }

    /** All parameters: those of the constructor in their order, then the setters. */
    public List<Parameter> parameters() {
        return List.copyOf(parameters.values());
    }

    /** The only parameter of the constructor, which may be given without its name; null when there is not just one. */
    public Parameter sole() {
        return constructorParameters.size() == 1 ? constructorParameters.get(0) : null;
    }

    /**
     * Makes an instance.
     *
     * @param name how messages call the class
     * @param arguments by parameter
     * @throws IllegalArgumentException for an unknown or unfit argument
     */
    public Object instantiate(String name, Map<String, ?> arguments) throws Exception {
        for (var given : arguments.keySet()) {
            if (!parameters.containsKey(given)) {
                throw new IllegalArgumentException(name + " has no parameter '" + given + "'"
                        + NearNames.hint(given, parameters.keySet()) + " It takes: "
                        + (parameters.isEmpty() ? "nothing" : String.join(", ", parameters.keySet())));
            }
        }
        var values = new Object[constructorParameters.size()];
        var missing = new ArrayList<String>();
        for (var i = 0; i < values.length; i++) {
            var parameter = constructorParameters.get(i);
            if (!arguments.containsKey(parameter.name)) {
                missing.add(parameter.name);
            }
            values[i] = Coercion.coerce(arguments.get(parameter.name), parameter.type, name + ": " + parameter.name);
        }
        var made = construct(name, values, missing);
        for (var parameter : parameters.values()) {
            if (parameter.setter != null && arguments.containsKey(parameter.name)) {
                parameter.set(made, Coercion.coerce(arguments.get(parameter.name), parameter.type,
                        name + ": " + parameter.name));
            }
        }
        return made;
    }

    private Object construct(String name, Object[] values, List<String> missing) throws Exception {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException thrown) {
            var failure = thrown.getCause();
            if (missing.isEmpty() || !(failure instanceof RuntimeException)) {
                throw Sneaky.rethrow(failure);
            }
            var why = failure.getMessage() == null || failure instanceof NullPointerException ? ""
                    : " (" + failure.getMessage() + ")";
            throw new IllegalArgumentException(name + " needs " + String.join(", ", missing) + why, failure);
        }
    }

    /**
     * A parameter.
     *
     * @param name in a Pipeline
     * @param type what it takes
     * @param ofConstructor whether the constructor takes it; else it is optional
     */
    public record Parameter(String name, Type type, boolean ofConstructor, Member setter) {
        private void set(Object target, Object value) throws Exception {
            try {
                if (setter instanceof Method method) {
                    method.setAccessible(true);
                    method.invoke(target, value);
                } else if (setter instanceof Field field) {
                    field.setAccessible(true);
                    field.set(target, value);
                }
            } catch (InvocationTargetException thrown) {
                throw Sneaky.rethrow(thrown.getCause());
            }
        }
    }
}
