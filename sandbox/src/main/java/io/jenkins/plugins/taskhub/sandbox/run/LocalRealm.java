package io.jenkins.plugins.taskhub.sandbox.run;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

import hudson.security.SecurityRealm;

/** Knows everybody by their word, and who is in which group. */
final class LocalRealm extends SecurityRealm {
    private final transient Map<String, Set<String>> groups = new ConcurrentHashMap<>();

    LocalRealm(Map<String, Set<String>> groups) {
        groups.forEach((group, users) -> members(group).addAll(users));
    }

    private Set<String> members(String group) {
        return groups.computeIfAbsent(group, key -> ConcurrentHashMap.newKeySet());
    }

    /** Puts a user into these groups, unless they are in one of them already; says whether they were put there. */
    boolean join(String user, List<String> names) {
        if (names.stream().anyMatch(name -> members(name).contains(user))) {
            return false;
        }
        names.forEach(name -> members(name).add(user));
        return true;
    }

    @Override
    public UserDetails loadUserByUsername2(String username) {
        return new Known(username, groups.entrySet().stream()
                .filter(group -> group.getValue().contains(username)).map(Map.Entry::getKey).toList());
    }

    /** Spring's own classes of this kind need more of Spring than is there. */
    private record Known(String name, List<String> groups) implements UserDetails {
        @Override
        public Collection<? extends GrantedAuthority> getAuthorities() {
            return groups.stream().map(group -> (GrantedAuthority) () -> group).toList();
        }

        @Override
        public String getPassword() {
            return "";
        }

        @Override
        public String getUsername() {
            return name;
        }
    }
}
