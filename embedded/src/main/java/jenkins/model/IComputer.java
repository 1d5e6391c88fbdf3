package jenkins.model;

import hudson.model.ModelObject;
import hudson.security.ACL;
import hudson.security.AccessControlled;

/** A node as lists show it. */
public interface IComputer extends AccessControlled, ModelObject, Named {
    @Override
    default ACL getACL() {
        return Jenkins.get().getAuthorizationStrategy().getACL(this);
    }

    String getUrl();

    boolean isOnline();

    boolean isOffline();

    int countBusy();

    int countIdle();

    int countExecutors();
}
