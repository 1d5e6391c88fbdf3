package hudson.security;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import jenkins.model.IdStrategy;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Who there is. */
public abstract class SecurityRealm implements Describable<SecurityRealm>, ExtensionPoint {
    /** Nobody is known, everybody is anonymous. */
    public static final SecurityRealm NO_AUTHENTICATION = new SecurityRealm() { };

    /** The user of that id with its groups. */
    public UserDetails loadUserByUsername2(String username) throws UsernameNotFoundException {
        throw new UsernameNotFoundException(username + " is not known: there is no security realm");
    }

    public IdStrategy getUserIdStrategy() {
        return IdStrategy.CASE_INSENSITIVE;
    }

    public IdStrategy getGroupIdStrategy() {
        return IdStrategy.CASE_INSENSITIVE;
    }
}
