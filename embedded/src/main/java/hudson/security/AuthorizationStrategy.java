package hudson.security;

import hudson.ExtensionPoint;
import hudson.model.AbstractItem;
import hudson.model.Computer;
import hudson.model.Describable;
import hudson.model.Job;
import hudson.model.Node;
import hudson.model.User;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import jenkins.model.IComputer;

/** Who may do what, on every object. */
public abstract class AuthorizationStrategy implements Describable<AuthorizationStrategy>, ExtensionPoint {
    /** Everyone may do everything. */
    public static final AuthorizationStrategy UNSECURED = new Unsecured();

    public abstract ACL getRootACL();

    public abstract Collection<String> getGroups();

    public ACL getACL(Job<?, ?> project) {
        return getACL((AbstractItem) project);
    }

    public ACL getACL(AbstractItem item) {
        return getRootACL();
    }

    public ACL getACL(User user) {
        return getRootACL();
    }

    public ACL getACL(Computer computer) {
        return getRootACL();
    }

    public ACL getACL(IComputer computer) {
        return getRootACL();
    }

    public ACL getACL(Node node) {
        return getRootACL();
    }

    /** Everyone may do everything. */
    public static final class Unsecured extends AuthorizationStrategy implements Serializable {
        private static final long serialVersionUID = 1L;

        private static final ACL EVERYTHING = ACL.lambda2((a, p) -> true);

        @Override
        public ACL getRootACL() {
            return EVERYTHING;
        }

        @Override
        public Collection<String> getGroups() {
            return Collections.emptySet();
        }
    }
}
