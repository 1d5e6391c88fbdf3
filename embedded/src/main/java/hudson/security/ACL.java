package hudson.security;

import hudson.model.User;
import io.jenkins.plugins.taskhub.embedded.model.Identity;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Who may do what to an object. */
public abstract class ACL {
    public static final String SYSTEM_USERNAME = "SYSTEM";
    public static final String ANONYMOUS_USERNAME = "anonymous";

    /** The controller itself, which may do everything. */
    public static final Authentication SYSTEM2 = new Identity(SYSTEM_USERNAME, List.of());

    private static final ThreadLocal<Authentication> CURRENT = new ThreadLocal<>();

    /** Who acts in this thread. A thread that nobody logged in to acts as the controller. */
    static Authentication current() {
        Authentication a = CURRENT.get();
        return a == null ? SYSTEM2 : a;
    }

    static {
        ModelAccess.giveCurrent(ACL::current);
    }

    static void restore(Authentication previous) {
        if (previous == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(previous);
        }
    }

    public boolean hasPermission2(Authentication a, Permission permission) {
        throw new AbstractMethodError(getClass().getName() + " does not say who may do what");
    }

    public final boolean hasPermission(Permission p) {
        return hasPermission2(current(), p);
    }

    public final void checkPermission(Permission p) {
        Authentication a = current();
        if (!hasPermission2(a, p)) {
            throw new AccessDeniedException3(a, p);
        }
    }

    public final void checkAnyPermission(Permission... permissions) {
        if (permissions.length == 0) {
            throw new IllegalArgumentException("At least one permission must be provided");
        }
        if (!hasAnyPermission(permissions)) {
            throw new AccessDeniedException3(current(), permissions[0]);
        }
    }

    public final boolean hasAnyPermission(Permission... permissions) {
        return Arrays.stream(permissions).anyMatch(this::hasPermission);
    }

    /** Acts as someone until the context is closed. */
    public static ACLContext as2(Authentication auth) {
        ACLContext context = new ACLContext(CURRENT.get());
        CURRENT.set(auth);
        return context;
    }

    /** Acts as a user, or as nobody in particular where {@code user} is {@code null}. */
    public static ACLContext as(User user) {
        return as2(user == null ? Jenkins.ANONYMOUS2 : user.impersonate2());
    }

    public static boolean isAnonymous2(Authentication authentication) {
        return ANONYMOUS_USERNAME.equals(authentication.getName());
    }

    public static ACL lambda2(BiFunction<Authentication, Permission, Boolean> impl) {
        return new ACL() {
            @Override
            public boolean hasPermission2(Authentication a, Permission permission) {
                return a.equals(SYSTEM2) || impl.apply(a, permission);
            }
        };
    }
}
