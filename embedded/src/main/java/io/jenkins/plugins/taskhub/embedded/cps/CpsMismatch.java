package io.jenkins.plugins.taskhub.embedded.cps;

import com.cloudbees.groovy.cps.impl.CpsCallableInvocation;

/** Tells the author when code that cannot be suspended, such as a @NonCPS method, calls code that can. */
final class CpsMismatch {
    private CpsMismatch() {}

    /** For the thread that runs a strand. */
    static void register() {
        CpsCallableInvocation.registerMismatchHandler(CpsMismatch::warn);
    }

    private static void warn(Object expectedReceiver, String expectedMethod, Object actualReceiver,
            String actualMethod) {
        var strand = Program.current();
        if (strand != null) {
            var expected = describe(expectedReceiver, expectedMethod);
            var actual = describe(actualReceiver, actualMethod);
            strand.program.execution().log().line("expected to call " + expected + " but wound up catching " + actual
                    + "; code that is @NonCPS, or called by Java, cannot call steps or transformed code", null);
        }
    }

    private static String describe(Object receiver, String method) {
        return receiver == null ? method : receiver.getClass().getName() + "." + method;
    }

}
