package io.jenkins.plugins.taskhub.embedded.cps;

import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import hudson.ExtensionList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.codehaus.groovy.runtime.InvokerHelper;

/** The names that a script sees without declaring them: the engine's variables, those of libraries, and the steps. */
final class Globals {
    private Globals() {}

    /** The value of a variable, or null when there is none of this name. */
    static Object find(PipelineExecution execution, String name) {
        if (name.equals("steps")) {
            return new StepsObject();
        }
        var variable = libraryVariable(execution, name);
        if (variable != null) {
            return variable;
        }
        for (var each : ExtensionList.lookup(ScriptVariable.class)) {
            if (each.name().equals(name)) {
                try {
                    return each.value(execution);
                } catch (Exception failure) {
                    throw Sneaky.rethrow(failure);
                }
            }
        }
        return null;
    }

    private static Script libraryVariable(PipelineExecution execution, String name) {
        var variables = execution.program().variables();
        var known = variables.get(name);
        if (known == null && execution.libraries().hasVariable(name)) {
            try {
                known = execution.loader().instance(execution.loader().find(name));
                variables.put(name, known);
            } catch (ReflectiveOperationException failure) {
                throw new IllegalStateException("cannot load vars/" + name + ".groovy: " + failure, failure);
            }
        }
        return known;
    }

    /** A variable called like a function, else a step. */
    static Object call(PipelineExecution execution, String name, Object args) {
        if (execution == null) {
            throw new IllegalStateException(name + " can only be called while the Pipeline runs");
        }
        var variable = find(execution, name);
        return variable == null ? StepInvoker.invoke(name, InvokerHelper.asArray(args))
                : InvokerHelper.invokeMethod(variable, "call", args);
    }

    /** An unknown variable, with those that its author may have meant. */
    static MissingPropertyException unknown(PipelineExecution execution, Script script, String name) {
        Set<String> names = new LinkedHashSet<>();
        script.getBinding().getVariables().keySet().forEach(each -> names.add(String.valueOf(each)));
        names.addAll(names(execution));
        return new MissingPropertyException("No such property: " + name + " for class: " + script.getClass().getName()
                + NearNames.hint(name, names), name, script.getClass());
    }

    /** The names of all variables. */
    static Set<String> names(PipelineExecution execution) {
        var names = new LinkedHashSet<String>();
        names.add("steps");
        names.addAll(execution.libraries().variables());
        ExtensionList.lookup(ScriptVariable.class).forEach(each -> names.add(each.name()));
        return names;
    }
}
