package org.jenkinsci.plugins.workflow.support.steps.input;

import java.io.Serializable;

/** How a prompt was settled: with a value, or with an exception. */
public final class Outcome implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Object normal;
    private final Throwable abnormal;

    public Outcome(Object normal, Throwable abnormal) {
        this.normal = normal;
        this.abnormal = abnormal;
    }

    public Object getNormal() {
        return normal;
    }

    public Throwable getAbnormal() {
        return abnormal;
    }

    public boolean isSuccess() {
        return abnormal == null;
    }

    public boolean isFailure() {
        return abnormal != null;
    }
}
