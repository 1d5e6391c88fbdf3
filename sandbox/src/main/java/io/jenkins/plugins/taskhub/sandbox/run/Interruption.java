package io.jenkins.plugins.taskhub.sandbox.run;

import java.util.concurrent.atomic.AtomicBoolean;

import sun.misc.Signal;

/** Ctrl-C: the first aborts the build as a user would, the second ends the process. */
final class Interruption {
    private static final int KILLED = 130;

    private Interruption() {
    }

    static void of(RunningBuild build, String user) {
        AtomicBoolean asked = new AtomicBoolean();
        for (String name : new String[] {"INT", "TERM"}) {
            Signal.handle(new Signal(name), signal -> {
                if (!asked.compareAndSet(false, true)) {
                    Runtime.getRuntime().halt(KILLED);
                }
                System.err.println("taskhub: aborting the build, and waiting for its steps and for what stands in post;"
                        + " Ctrl-C again ends it at once");
                build.abort(user);
            });
        }
    }
}
