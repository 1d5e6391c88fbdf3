package io.jenkins.plugins.taskhub.embedded.cps;

import com.cloudbees.groovy.cps.Block;
import com.cloudbees.groovy.cps.Continuation;
import com.cloudbees.groovy.cps.Env;
import com.cloudbees.groovy.cps.Next;

/** Code that has failed already. */
record ConstantFailure(Throwable failure) implements Block {
    @Override
    public Next eval(Env env, Continuation next) {
        return env.getExceptionHandler(Throwable.class).receive(failure);
    }
}
