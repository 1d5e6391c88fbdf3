package hudson.security;

import hudson.model.Hudson;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Something that one may or may not do. */
public final class Permission {
    private static final List<Permission> ALL = new CopyOnWriteArrayList<>();

    public static final PermissionGroup HUDSON_PERMISSIONS = new PermissionGroup(Hudson.class);
    public static final Permission HUDSON_ADMINISTER = new Permission(HUDSON_PERMISSIONS, "Administer", null);
    public static final PermissionGroup GROUP = new PermissionGroup(Permission.class);
    public static final Permission FULL_CONTROL = new Permission(GROUP, "FullControl", HUDSON_ADMINISTER);
    public static final Permission READ = new Permission(GROUP, "GenericRead", HUDSON_ADMINISTER);
    public static final Permission WRITE = new Permission(GROUP, "GenericWrite", HUDSON_ADMINISTER);
    public static final Permission CREATE = new Permission(GROUP, "GenericCreate", WRITE);
    public static final Permission UPDATE = new Permission(GROUP, "GenericUpdate", WRITE);
    public static final Permission DELETE = new Permission(GROUP, "GenericDelete", WRITE);
    public static final Permission CONFIGURE = new Permission(GROUP, "GenericConfigure", UPDATE);

    public final Class owner;
    public final PermissionGroup group;
    public final String name;
    public final Permission impliedBy;
    public boolean enabled = true;

    /** A permission that is given with another one too. */
    @Deprecated
    public Permission(PermissionGroup group, String name, Permission impliedBy) {
        this.owner = group.owner;
        this.group = group;
        this.name = name;
        this.impliedBy = impliedBy;
        group.add(this);
        ALL.add(this);
    }

    public String getId() {
        return owner.getName() + "." + name;
    }

    public static Permission fromId(String id) {
        return ALL.stream().filter(p -> p.getId().equals(id)).findFirst().orElse(null);
    }

    public static List<Permission> getAll() {
        return Collections.unmodifiableList(ALL);
    }

    public boolean getEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enable) {
        enabled = enable;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Permission other && getId().equals(other.getId());
    }

    @Override
    public int hashCode() {
        return getId().hashCode();
    }

    @Override
    public String toString() {
        return "Permission[" + owner + "," + name + "]";
    }
}
