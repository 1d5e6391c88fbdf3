package hudson.model.listeners;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.function.Consumer;

/** Is told about builds. */
public abstract class RunListener<R extends Run> implements ExtensionPoint {
    public final Class<R> targetType;

    protected RunListener(Class<R> targetType) {
        this.targetType = targetType;
    }

    @SuppressWarnings("unchecked")
    protected RunListener() {
        this.targetType = (Class<R>) Run.class;
    }

    public void onInitialize(R r) {
    }

    public void onStarted(R r, TaskListener listener) {
    }

    public void onCompleted(R r, TaskListener listener) {
    }

    public void onFinalized(R r) {
    }

    public void onDeleted(R r) {
    }

    @SuppressWarnings("rawtypes")
    public static ExtensionList<RunListener> all() {
        return ExtensionList.lookup(RunListener.class);
    }

    public static void fireInitialize(Run r) {
        each(r, l -> l.onInitialize(r));
    }

    public static void fireStarted(Run r, TaskListener listener) {
        each(r, l -> l.onStarted(r, listener));
    }

    public static void fireCompleted(Run r, TaskListener listener) {
        each(r, l -> l.onCompleted(r, listener));
    }

    public static void fireFinalized(Run r) {
        each(r, l -> l.onFinalized(r));
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static void each(Run<?, ?> run, Consumer<RunListener<Run>> call) {
        for (RunListener listener : all()) {
            if (listener.targetType.isInstance(run)) {
                call.accept(listener);
            }
        }
    }
}
