package io.jenkins.plugins.taskhub.sandbox;

/** What a command undoes when it is interrupted (Ctrl-C, SIGTERM). */
public final class ShutdownHooks {
    private ShutdownHooks() {
    }

    /** Registers a hook that {@link #remove} takes back. */
    public static Thread add(String name, Runnable work) {
        var hook = new Thread(work, name);
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    /** Takes a hook back; false when the process is ending already, and the hook runs. */
    public static boolean remove(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return false;
        }
    }
}
