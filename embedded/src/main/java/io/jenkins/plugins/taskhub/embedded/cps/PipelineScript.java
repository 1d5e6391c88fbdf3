package io.jenkins.plugins.taskhub.embedded.cps;

import com.cloudbees.groovy.cps.SerializableScript;
import groovy.lang.Closure;
import org.codehaus.groovy.runtime.InvokerHelper;

/** The class that scripts of Pipelines extend: their unknown methods are steps and variables of libraries. */
public abstract class PipelineScript extends SerializableScript {
    private static final long serialVersionUID = 1L;

    @Override
    public Object getProperty(String name) {
        if (getBinding().hasVariable(name)) {
            return getBinding().getVariable(name);
        }
        if (getMetaClass().hasProperty(this, name) != null) {
            return super.getProperty(name);
        }
        var execution = PipelineExecution.current();
        if (execution != null) {
            var value = Globals.find(execution, name);
            if (value != null) {
                return value;
            }
            var variable = EnvVariable.Env.current().get(name);
            if (variable != null) {
                return variable;
            }
            throw Globals.unknown(execution, this, name);
        }
        return super.getProperty(name);
    }

    @Override
    public final Object invokeMethod(String name, Object args) {
        var binding = getBinding();
        if (binding.hasVariable(name) && binding.getVariable(name) instanceof Closure<?> closure) {
            return closure.call(InvokerHelper.asArray(args));
        }
        return Globals.call(PipelineExecution.current(), name, args);
    }

    /** Prints a line into the log of the build. */
    @Override
    public void println() {
        invokeMethod("echo", "");
    }

    @Override
    public void println(Object value) {
        invokeMethod("echo", InvokerHelper.toString(value));
    }

    @Override
    public void print(Object value) {
        println(value);
    }

    @Override
    public void printf(String format, Object value) {
        println(String.format(format, value));
    }

    @Override
    public void printf(String format, Object[] values) {
        println(String.format(format, values));
    }

    /** The step sleep, in the place of Groovy's method, which would hold the thread of the Pipeline. */
    public Object sleep(long seconds) {
        return invokeMethod("sleep", seconds);
    }
}
