package io.jenkins.plugins.taskhub.sandbox.run;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

import hudson.security.SecurityRealm;

/** Knows everybody by their word, and who is in which group. */
final class LocalRealm extends SecurityRealm {
    private final transient Map<String, Set<String>> groups;

    LocalRealm(Map<String, Set<String>> groups) {
        this.groups = groups;
    }

    @Override
    public UserDetails loadUserByUsername2(String username) {
        List<SimpleGrantedAuthority> authorities = groups.entrySet().stream()
                .filter(group -> group.getValue().contains(username))
                .map(group -> new SimpleGrantedAuthority(group.getKey())).toList();
        return new User(username, "", authorities);
    }
}
