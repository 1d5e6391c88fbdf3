package io.jenkins.plugins.taskhub.embedded.cps;

import groovy.lang.Closure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** The arguments of steps and symbols. */
public final class StepArguments {
    private StepArguments() {}

    /**
     * The arguments of a call by their names: a map as it is; a single value for the only parameter of the constructor.
     *
     * @param type what the call makes
     * @param name how the script calls it
     * @throws IllegalArgumentException for anything else
     */
    static Map<String, Object> named(Class<?> type, String name, Object[] args) {
        var named = new LinkedHashMap<String, Object>();
        if (args.length == 0) {
            return named;
        }
        if (args.length == 1 && args[0] instanceof Map<?, ?> map) {
            map.forEach((key, value) -> named.put(String.valueOf(key), value));
            return named;
        }
        var model = DataModel.of(type);
        if (args.length == 1 && model.sole() != null && !(args[0] instanceof Closure)) {
            named.put(model.sole().name(), args[0]);
            return named;
        }
        if (args[args.length - 1] instanceof Closure) {
            throw new IllegalArgumentException(name + " takes no body");
        }
        throw new IllegalArgumentException(name + " takes named arguments ("
                + String.join(", ", model.parameters().stream().map(DataModel.Parameter::name).toList())
                + "), not " + Arrays.toString(args));
    }

    /**
     * Makes a step from its arguments.
     *
     * @throws IllegalArgumentException for an unknown, a missing or an unfit argument
     */
    public static Step instantiate(StepDescriptor descriptor, Map<String, Object> arguments) throws Exception {
        return (Step) DataModel.of(descriptor.clazz).instantiate(descriptor.getFunctionName(), arguments);
    }
}
