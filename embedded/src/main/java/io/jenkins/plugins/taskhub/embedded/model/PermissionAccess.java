package io.jenkins.plugins.taskhub.embedded.model;

import hudson.security.Permission;
import hudson.security.PermissionGroup;
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
        ModelAccess.load(PermissionGroup.class);
        return groups.apply(owner);
    }

    @SuppressWarnings("deprecation")
    public static Permission permission(PermissionGroup group, String name, Permission impliedBy) {
        return new Permission(group, name, impliedBy);
    }
}
