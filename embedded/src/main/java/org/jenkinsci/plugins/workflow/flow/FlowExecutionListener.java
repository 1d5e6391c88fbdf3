package org.jenkinsci.plugins.workflow.flow;

import hudson.ExtensionList;
import hudson.ExtensionPoint;

/** Told of the life of Pipelines. */
public abstract class FlowExecutionListener implements ExtensionPoint {
    /** About to run its first line. */
    public void onRunning(FlowExecution execution) {}

    /** Goes on after a restart. */
    public void onResumed(FlowExecution execution) {}

    /** Ended. */
    public void onCompleted(FlowExecution execution) {}

    /** Tells all. */
    public static void fireRunning(FlowExecution execution) {
        ExtensionList.lookup(FlowExecutionListener.class).forEach(each -> each.onRunning(execution));
    }

    /** Tells all. */
    public static void fireResumed(FlowExecution execution) {
        ExtensionList.lookup(FlowExecutionListener.class).forEach(each -> each.onResumed(execution));
    }

    /** Tells all. */
    public static void fireCompleted(FlowExecution execution) {
        ExtensionList.lookup(FlowExecutionListener.class).forEach(each -> each.onCompleted(execution));
    }
}
