package io.jenkins.plugins.taskhub.embedded.model;

import hudson.security.Permission;
import hudson.security.PermissionGroup;
import java.lang.invoke.MethodHandles;
import java.util.function.Function;

/** Makes groups of permissions; in Jenkins they carry a title that is translated. */
public final class PermissionAccess {
    private static volatile Function<Class<?>, PermissionGroup> groups;

    private PermissionAccess() {
    }

    /** Called by {@link PermissionGroup} when it is loaded. */
    public static void register(Function<Class<?>, PermissionGroup> factory) {
        groups = factory;
    }

    public static PermissionGroup group(Class<?> owner) {
        try {
            MethodHandles.lookup().ensureInitialized(PermissionGroup.class);
        } catch (IllegalAccessException x) {
            throw new IllegalStateException(x);
        }
        return groups.apply(owner);
    }

    @SuppressWarnings("deprecation")
    public static Permission permission(PermissionGroup group, String name, Permission impliedBy) {
        return new Permission(group, name, impliedBy);
    }
}
