package hudson.security;

import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The permissions on one kind of object. */
public final class PermissionGroup implements Iterable<Permission> {
    public final Class owner;

    private final List<Permission> permissions = new CopyOnWriteArrayList<>();

    PermissionGroup(Class<?> owner) {
        this.owner = owner;
    }

    static {
        ModelAccess.giveGroups(PermissionGroup::new);
    }

    void add(Permission permission) {
        permissions.add(permission);
    }

    public Permission find(String name) {
        return permissions.stream().filter(p -> p.name.equals(name)).findFirst().orElse(null);
    }

    public List<Permission> getPermissions() {
        return Collections.unmodifiableList(permissions);
    }

    public int size() {
        return permissions.size();
    }

    @Override
    public Iterator<Permission> iterator() {
        return getPermissions().iterator();
    }
}
