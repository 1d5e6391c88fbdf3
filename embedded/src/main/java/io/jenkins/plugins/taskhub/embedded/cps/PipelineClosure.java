package io.jenkins.plugins.taskhub.embedded.cps;

import com.cloudbees.groovy.cps.Block;
import com.cloudbees.groovy.cps.Env;
import com.cloudbees.groovy.cps.impl.CpsClosure;
import java.util.List;
import org.codehaus.groovy.runtime.InvokerHelper;

/** A closure of a script: printing and sleeping inside it are steps, not Groovy's methods of every object. */
public class PipelineClosure extends CpsClosure {
    private static final long serialVersionUID = 1L;

    /** Called by transformed code. */
    public PipelineClosure(Object owner, Object thisObject, List<String> parameters, Block body, Env capture) {
        super(owner, thisObject, parameters, body, capture);
    }

    /** Prints a line into the log of the build. */
    public void println() {
        InvokerHelper.invokeMethod(getOwner(), "println", InvokerHelper.EMPTY_ARGS);
    }

    public void println(Object value) {
        InvokerHelper.invokeMethod(getOwner(), "println", value);
    }

    public void print(Object value) {
        InvokerHelper.invokeMethod(getOwner(), "print", value);
    }

    public void printf(String format, Object value) {
        InvokerHelper.invokeMethod(getOwner(), "printf", new Object[] {format, value});
    }

    public void printf(String format, Object[] values) {
        InvokerHelper.invokeMethod(getOwner(), "printf", new Object[] {format, values});
    }

    /** The step sleep. */
    public Object sleep(long seconds) {
        return InvokerHelper.invokeMethod(getOwner(), "sleep", seconds);
    }
}
