package io.jenkins.plugins.taskhub.embedded.cps;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.Outcome;
import groovy.lang.Closure;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Calls steps for scripts. */
final class StepInvoker {
    private StepInvoker() {}

    /**
     * Runs a step by its name. Returns or throws when the step is done at once; otherwise suspends the strand.
     *
     * @throws NoSuchMethodError when there is neither a step nor a symbol of this name
     */
    static Object invoke(String name, Object[] args) {
        var strand = Program.current();
        if (strand == null) {
            throw new IllegalStateException("the step " + name + " can only be called by the script of a Pipeline");
        }
        var descriptor = StepIndex.find(name);
        if (descriptor != null) {
            return invoke(strand, descriptor, name, args);
        }
        var symbol = Symbols.find(name);
        if (symbol != null) {
            return new Symbols.Call(name, StepArguments.named(symbol, name, args));
        }
        throw unknown(strand.program.execution(), name);
    }

    private static Object invoke(Strand strand, StepDescriptor descriptor, String name, Object[] args) {
        Closure<?> body = null;
        if (descriptor.takesImplicitBlockArgument() && args.length > 0
                && args[args.length - 1] instanceof Closure<?> last) {
            body = last;
            args = Arrays.copyOf(args, args.length - 1);
        }
        Map<String, Object> arguments = StepArguments.named(descriptor.clazz, name, args);
        var call = new StepCall(strand, name, body);
        strand.program.execution().log().pipeline(name, strand);
        Outcome outcome;
        try {
            var step = descriptor.newInstance(arguments);
            descriptor.checkContextAvailability(call);
            var execution = step.start(call);
            call.started(execution);
            var done = execution.start();
            outcome = call.outcomeOrSuspend();
            if (outcome == null && done) {
                throw new IllegalStateException("the step " + name + " said that it is done, without an outcome");
            }
        } catch (Throwable failure) {
            outcome = new Outcome(null, failure);
        }
        if (outcome == null) {
            strand.awaiting = call;
            strand.program.markChanged();
            return Continuable.suspend(name, call.node().getId());
        }
        call.close(outcome);
        if (outcome.isFailure()) {
            throw Sneaky.rethrow(outcome.getAbnormal());
        }
        return outcome.getNormal();
    }

    private static NoSuchMethodError unknown(PipelineExecution execution, String name) {
        var names = new LinkedHashSet<>(StepIndex.names());
        names.addAll(Globals.names(execution));
        return new NoSuchMethodError("No such DSL method '" + name + "': there is no step, no variable of a library"
                + " and no symbol of this name" + NearNames.hint(name, names));
    }
}
