package io.jenkins.plugins.taskhub.embedded.cps;

import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingPropertyException;
import java.io.Serializable;
import org.codehaus.groovy.runtime.InvokerHelper;

/** The variable {@code steps}: each of its methods is a step; the other global variables are its properties. */
public final class StepsObject extends GroovyObjectSupport implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object invokeMethod(String name, Object args) {
        return StepInvoker.invoke(name, InvokerHelper.asArray(args));
    }

    @Override
    public Object getProperty(String name) {
        var value = Globals.find(PipelineExecution.current(), name);
        if (value == null) {
            throw new MissingPropertyException(name, StepsObject.class);
        }
        return value;
    }
}
