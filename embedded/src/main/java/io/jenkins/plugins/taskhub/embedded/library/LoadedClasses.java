package io.jenkins.plugins.taskhub.embedded.library;

import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingPropertyException;
import io.jenkins.plugins.taskhub.embedded.cps.PipelineExecution;
import java.io.Serializable;
import org.codehaus.groovy.runtime.InvokerHelper;

/** What the step library returns: its properties are packages and classes, as in {@code library('x').org.acme.Tool}. */
public final class LoadedClasses extends GroovyObjectSupport implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;

    LoadedClasses(String name) {
        this.name = name;
    }

    private Class<?> type() throws ClassNotFoundException {
        return PipelineExecution.current().classNamed(name);
    }

    @Override
    public Object getProperty(String property) {
        if (!name.isEmpty() && Character.isUpperCase(name.charAt(name.lastIndexOf('.') + 1))) {
            try {
                return InvokerHelper.getProperty(type(), property);
            } catch (ClassNotFoundException missing) {
                throw new MissingPropertyException(property, LoadedClasses.class);
            }
        }
        return new LoadedClasses(name.isEmpty() ? property : name + "." + property);
    }

    /** {@code new} makes an instance; every other method is a static one of the class. */
    @Override
    public Object invokeMethod(String method, Object args) {
        try {
            return method.equals("new") ? InvokerHelper.invokeConstructorOf(type(), args)
                    : InvokerHelper.invokeMethod(type(), method, args);
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException("no loaded library has the class " + name, missing);
        }
    }
}
