package io.jenkins.plugins.taskhub.embedded.cps;

import com.cloudbees.groovy.cps.Block;
import com.cloudbees.groovy.cps.Continuation;
import com.cloudbees.groovy.cps.Env;
import com.cloudbees.groovy.cps.Next;

/** Code that has run already, as a body that is not transformed has: all that is left is its value. */
@SuppressWarnings("serial")
record ConstantResult(Object value) implements Block {
    @Override
    public Next eval(Env env, Continuation next) {
        return next.receive(value);
    }
}
