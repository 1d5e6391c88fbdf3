package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jenkins.model.Jenkins;

/** Reads a program: finds the classes of its scripts, and the objects that were replaced when it was written. */
final class ProgramInput extends ObjectInputStream {
    private static final ThreadLocal<PipelineExecution> LOADING = new ThreadLocal<>();
    private static final int PICKLE_MINUTES = 5;

    private final PipelineExecution execution;

    ProgramInput(InputStream in, PipelineExecution execution) throws IOException {
        super(in);
        this.execution = execution;
        enableResolveObject(true);
        LOADING.set(execution);
    }

    /** The Pipeline that is being loaded on this thread. */
    static PipelineExecution loading() {
        return LOADING.get();
    }

    @Override
    public void close() throws IOException {
        LOADING.remove();
        super.close();
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
        var name = description.getName();
        if (name.startsWith("[") || name.startsWith("java.")) {
            try {
                return super.resolveClass(description);
            } catch (ClassNotFoundException ofScript) {
                return execution.loader().find(name);
            }
        }
        try {
            return execution.loader().find(name);
        } catch (ClassNotFoundException missing) {
            return super.resolveClass(description);
        }
    }

    @Override
    protected Object resolveObject(Object object) throws IOException {
        if (object instanceof ProgramOutput.Reference reference) {
            return switch (reference) {
                case EXECUTION -> execution;
                case OWNER -> execution.getOwner();
                case LISTENER -> execution.log().listener();
            };
        } else if (object instanceof ProgramOutput.RunReference reference) {
            return found(Run.fromExternalizableId(reference.id()), "the build " + reference.id());
        } else if (object instanceof ProgramOutput.JobReference reference) {
            return found(Jenkins.get().getItemByFullName(reference.fullName(), Job.class),
                    "the job " + reference.fullName());
        } else if (object instanceof ProgramOutput.Pickled pickled) {
            return rehydrate(pickled);
        }
        return object;
    }

    private Object rehydrate(ProgramOutput.Pickled pickled) throws IOException {
        try {
            return pickled.pickle().rehydrate(execution.getOwner()).get(PICKLE_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        } catch (TimeoutException late) {
            throw new IOException(pickled.pickle() + " was not there after " + PICKLE_MINUTES + " minutes", late);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while finding " + pickled.pickle());
        }
    }

    private static Object found(Object object, String what) throws AbortException {
        if (object == null) {
            throw new AbortException(what + " is gone");
        }
        return object;
    }
}
