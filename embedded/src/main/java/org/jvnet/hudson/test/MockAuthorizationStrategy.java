package org.jvnet.hudson.test;

import hudson.model.AbstractItem;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.AuthorizationStrategy;
import hudson.security.Permission;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;

/** Who may do what, said in a test: {@code grant(Item.BUILD).onItems(job).to("alice")}. */
public class MockAuthorizationStrategy extends AuthorizationStrategy {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    private record Rule(Set<Permission> permissions, Predicate<String> where, Predicate<Authentication> who) {
        boolean grants(Authentication a, Permission permission, String path) {
            for (Permission p = permission; p != null; p = p.impliedBy) {
                if (permissions.contains(p)) {
                    return where.test(path) && who.test(a);
                }
            }
            return false;
        }
    }

    /** Grants permissions and what they imply. */
    public Grant grant(Permission... permissions) {
        return new Grant(Set.of(permissions));
    }

    /** Permissions that are granted somewhere. */
    public final class Grant {
        private final Set<Permission> permissions;

        private Grant(Set<Permission> permissions) {
            this.permissions = permissions;
        }

        public GrantOn everywhere() {
            return new GrantOn(permissions, path -> true);
        }

        public GrantOn onRoot() {
            return new GrantOn(permissions, String::isEmpty);
        }

        public GrantOn onItems(Item... items) {
            Set<String> paths = Arrays.stream(items).map(Item::getFullName).collect(Collectors.toSet());
            return new GrantOn(permissions, paths::contains);
        }

        public GrantOn onFolders(ItemGroup<?>... folders) {
            Set<String> paths = Arrays.stream(folders).map(ItemGroup::getFullName).collect(Collectors.toSet());
            return new GrantOn(permissions, path -> paths.stream()
                    .anyMatch(f -> f.isEmpty() || path.equals(f) || path.startsWith(f + "/")));
        }
    }

    /** Permissions that are granted to someone. */
    public final class GrantOn {
        private final Set<Permission> permissions;
        private final Predicate<String> where;

        private GrantOn(Set<Permission> permissions, Predicate<String> where) {
            this.permissions = permissions;
            this.where = where;
        }

        /** To users or groups of these names. */
        public MockAuthorizationStrategy to(String... sids) {
            Set<String> names = Set.of(sids);
            return to(a -> names.contains(a.getName())
                    || a.getAuthorities().stream().anyMatch(g -> names.contains(g.getAuthority())));
        }

        public MockAuthorizationStrategy to(User... users) {
            return to(Arrays.stream(users).map(User::getId).toArray(String[]::new));
        }

        public MockAuthorizationStrategy toEveryone() {
            return to((Authentication a) -> true);
        }

        public MockAuthorizationStrategy toAuthenticated() {
            return to((Authentication a) -> !ACL.isAnonymous2(a));
        }

        private MockAuthorizationStrategy to(Predicate<Authentication> who) {
            rules.add(new Rule(permissions, where, who));
            return MockAuthorizationStrategy.this;
        }
    }

    private ACL acl(String path) {
        return ACL.lambda2((a, p) -> rules.stream().anyMatch(r -> r.grants(a, p, path)));
    }

    @Override
    public ACL getRootACL() {
        return acl("");
    }

    @Override
    public ACL getACL(AbstractItem item) {
        return acl(item.getFullName());
    }

    @Override
    public Collection<String> getGroups() {
        return List.of();
    }
}
