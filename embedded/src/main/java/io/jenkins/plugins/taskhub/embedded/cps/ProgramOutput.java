package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.pickles.Pickle;
import org.jenkinsci.plugins.workflow.pickles.PickleFactory;

/** Writes a program; objects of Jenkins that cannot be saved are replaced by what finds them again. */
final class ProgramOutput extends ObjectOutputStream {
    private static final ClassValue<Boolean> PLAIN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            var name = type.getName();
            return Serializable.class.isAssignableFrom(type) && (name.startsWith("java.")
                    || name.startsWith("com.cloudbees.groovy.cps.") || name.startsWith("groovy.")
                    || name.startsWith("org.codehaus.groovy.") || type.isArray());
        }
    };

    ProgramOutput(OutputStream out) throws IOException {
        super(out);
        enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
        if (PLAIN.get(object.getClass())) {
            return object;
        }
        if (object instanceof PipelineExecution) {
            return Reference.EXECUTION;
        } else if (object instanceof FlowExecutionOwner) {
            return Reference.OWNER;
        } else if (object instanceof TaskListener) {
            return Reference.LISTENER;
        } else if (object instanceof Run<?, ?> run) {
            return new RunReference(run.getExternalizableId());
        } else if (object instanceof Job<?, ?> job) {
            return new JobReference(job.getFullName());
        }
        for (var factory : PickleFactory.all()) {
            var pickle = factory.writeReplace(object);
            if (pickle != null) {
                return new Pickled(pickle);
            }
        }
        return SerializableIterators.saveable(object);
    }

    /** Objects of the build itself. */
    enum Reference { EXECUTION, OWNER, LISTENER }

    /** A build. */
    record RunReference(String id) implements Serializable {}

    /** A job. */
    record JobReference(String fullName) implements Serializable {}

    /** What a factory made. */
    record Pickled(Pickle pickle) implements Serializable {}
}
