package hudson.model;

import hudson.Util;
import hudson.XmlFile;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import io.jenkins.plugins.taskhub.embedded.model.EmbeddedJenkins;
import io.jenkins.plugins.taskhub.embedded.model.Identity;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import jenkins.model.IdStrategy;
import jenkins.model.Jenkins;
import jenkins.model.Loadable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Someone who uses Jenkins. */
public class User extends AbstractModelObject implements AccessControlled, DescriptorByNameOwner, Saveable, Loadable,
        Comparable<User> {
    private final transient String id;
    private volatile String fullName;
    private volatile String description;

    private User(String id) {
        this.id = id;
        this.fullName = id;
        load();
    }

    /** Who acts in this thread; {@code null} for nobody in particular and for the controller itself. */
    public static User current() {
        return get2(ModelAccess.current());
    }

    public static User get2(Authentication a) {
        if (a == null || ACL.isAnonymous2(a) || a.equals(ACL.SYSTEM2)) {
            return null;
        }
        return getById(a.getName(), true);
    }

    /** The user of an id; where there is none yet, a new one where {@code create}, else {@code null}. */
    public static User getById(String id, boolean create) {
        if (id == null) {
            return null;
        }
        Map<String, User> users = EmbeddedJenkins.current().users();
        User known = users.get(id);
        if (known == null && (create || config(id).exists())) {
            known = users.computeIfAbsent(id, User::new);
        }
        return known;
    }

    public static User getOrCreateByIdOrFullName(String idOrFullName) {
        return getAll().stream().filter(u -> u.getFullName().equals(idOrFullName)).findFirst()
                .orElseGet(() -> getById(idOrFullName, true));
    }

    @Deprecated
    public static User get(String idOrFullName) {
        return getOrCreateByIdOrFullName(idOrFullName);
    }

    public static User getUnknown() {
        return getById("unknown", true);
    }

    public static Collection<User> getAll() {
        return new ArrayList<>(EmbeddedJenkins.current().users().values());
    }

    public static IdStrategy idStrategy() {
        return Jenkins.get().getSecurityRealm().getUserIdStrategy();
    }

    private static XmlFile config(String id) {
        String directory = idStrategy().keyFor(id).replaceAll("[^a-z0-9_.@-]", "_");
        return new XmlFile(new File(EmbeddedJenkins.current().home(), "users/" + directory + "/config.xml"));
    }

    public String getId() {
        return id;
    }

    public String getFullName() {
        return fullName;
    }

    public void setFullName(String name) {
        fullName = Util.fixEmptyAndTrim(name) == null ? id : name;
    }

    @Override
    public String getDisplayName() {
        return getFullName();
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }

    public String getUrl() {
        return "user/" + Util.rawEncode(idStrategy().keyFor(id));
    }

    @Override
    public String getSearchUrl() {
        return "/user/" + Util.rawEncode(idStrategy().keyFor(id));
    }

    public String getAbsoluteUrl() {
        return Jenkins.get().getRootUrl() + getUrl();
    }

    /** The names of the user's groups, as the security realm says. */
    public List<String> getAuthorities() {
        return impersonate2().getAuthorities().stream().map(GrantedAuthority::getAuthority).sorted().toList();
    }

    /** This user with the groups that the security realm says; without a realm that knows it, with none. */
    public Authentication impersonate2() throws UsernameNotFoundException {
        List<String> groups = new ArrayList<>(List.of("authenticated"));
        try {
            Jenkins.get().getSecurityRealm().loadUserByUsername2(id).getAuthorities().stream()
                    .map(GrantedAuthority::getAuthority).filter(g -> !groups.contains(g)).forEach(groups::add);
        } catch (UsernameNotFoundException x) {
            return new Identity(id, groups);
        }
        return new Identity(id, groups);
    }

    @Override
    public ACL getACL() {
        ACL base = Jenkins.get().getAuthorizationStrategy().getACL(this);
        return ACL.lambda2((a, p) -> idStrategy().equals(a.getName(), id) || base.hasPermission2(a, p));
    }

    @Override
    public void save() throws IOException {
        config(id).write(this);
    }

    @Override
    public void load() {
        XmlFile file = config(id);
        if (file.exists()) {
            try {
                file.unmarshal(this);
            } catch (IOException x) {
                throw new UncheckedIOException("Cannot load the user " + id, x);
            }
        }
    }

    public void delete() throws IOException {
        EmbeddedJenkins.current().users().remove(id);
        Util.deleteRecursive(config(id).getFile().getParentFile());
    }

    @Override
    public int compareTo(User that) {
        return idStrategy().compare(id, that.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
