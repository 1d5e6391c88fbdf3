package hudson.model;

import hudson.search.SearchableModelObject;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.io.IOException;
import java.util.Collection;
import jenkins.model.FullyNamed;
import jenkins.model.FullyNamedModelObject;
import jenkins.model.Jenkins;
import jenkins.model.Named;
import jenkins.util.io.OnMaster;

/** Something with a name in a group: a job, a folder. */
public interface Item extends PersistenceRoot, FullyNamedModelObject, SearchableModelObject, FullyNamed, Named,
        AccessControlled, OnMaster {
    PermissionGroup PERMISSIONS = ModelAccess.group(Item.class);
    Permission CREATE = ModelAccess.permission(PERMISSIONS, "Create", Permission.CREATE);
    Permission DELETE = ModelAccess.permission(PERMISSIONS, "Delete", Permission.DELETE);
    Permission CONFIGURE = ModelAccess.permission(PERMISSIONS, "Configure", Permission.CONFIGURE);
    Permission READ = ModelAccess.permission(PERMISSIONS, "Read", Permission.READ);
    Permission DISCOVER = ModelAccess.permission(PERMISSIONS, "Discover", READ);
    Permission EXTENDED_READ = ModelAccess.permission(PERMISSIONS, "ExtendedRead", CONFIGURE);
    Permission BUILD = ModelAccess.permission(PERMISSIONS, "Build", Permission.UPDATE);
    Permission WORKSPACE = ModelAccess.permission(PERMISSIONS, "Workspace", Permission.READ);
    Permission WIPEOUT = ModelAccess.permission(PERMISSIONS, "WipeOut", null);
    Permission CANCEL = ModelAccess.permission(PERMISSIONS, "Cancel", Permission.UPDATE);

    ItemGroup<? extends Item> getParent();

    Collection<? extends Job> getAllJobs();

    @Override
    String getName();

    @Override
    String getFullName();

    @Override
    String getDisplayName();

    String getUrl();

    String getShortUrl();

    default String getAbsoluteUrl() {
        String root = Jenkins.get().getRootUrl();
        if (root == null) {
            throw new IllegalStateException("Root URL isn't configured yet. Cannot compute absolute URL.");
        }
        return root + getUrl();
    }

    void onLoad(ItemGroup<? extends Item> parent, String name) throws IOException;

    void onCopiedFrom(Item src);

    default void onCreatedFromScratch() {
    }

    @Override
    void save() throws IOException;

    void delete() throws IOException, InterruptedException;
}
