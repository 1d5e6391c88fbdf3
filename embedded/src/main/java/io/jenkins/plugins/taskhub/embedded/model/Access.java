package io.jenkins.plugins.taskhub.embedded.model;

import hudson.security.ACL;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.security.core.Authentication;

/** Who acts in this thread. */
public final class Access {
    private static volatile Supplier<Authentication> current;

    private Access() {
    }

    /** Called by {@link ACL} when it is loaded. */
    public static void register(Supplier<Authentication> supplier) {
        current = supplier;
    }

    public static Authentication current() {
        Objects.requireNonNull(ACL.SYSTEM2);
        return current.get();
    }
}
