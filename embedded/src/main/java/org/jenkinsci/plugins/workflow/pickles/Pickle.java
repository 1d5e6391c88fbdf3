package org.jenkinsci.plugins.workflow.pickles;

import com.google.common.util.concurrent.ListenableFuture;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** Stands for an object that cannot be saved itself, in the saved state of a Pipeline. */
public abstract class Pickle implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Finds the object again; the Pipeline goes on when it is there. */
    public ListenableFuture<?> rehydrate(FlowExecutionOwner owner) {
        return rehydrate();
    }

    /** Finds the object again. */
    public ListenableFuture<?> rehydrate() {
        throw new IllegalStateException(getClass().getName() + " implements neither rehydrate()");
    }
}
