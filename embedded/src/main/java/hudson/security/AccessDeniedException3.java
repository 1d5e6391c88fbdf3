package hudson.security;

import hudson.model.Hudson;
import hudson.model.Item;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** Someone may not do something. */
public class AccessDeniedException3 extends AccessDeniedException {
    private static final long serialVersionUID = 1L;

    public final transient Authentication authentication;
    public final transient Permission permission;

    public AccessDeniedException3(Authentication authentication, Permission permission) {
        this(null, authentication, permission);
    }

    public AccessDeniedException3(Throwable t, Authentication authentication, Permission permission) {
        super(authentication.getName() + " is missing the " + title(permission) + " permission", t);
        this.authentication = authentication;
        this.permission = permission;
    }

    private static String title(Permission permission) {
        String owner = permission.group.owner == Hudson.class ? "Overall"
                : permission.group.owner == Item.class ? "Job" : permission.group.owner.getSimpleName();
        return owner + "/" + permission.name;
    }
}
