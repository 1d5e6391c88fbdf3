package io.jenkins.plugins.taskhub.embedded.model;

import java.util.Collection;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Who acts: a name and the groups that it is in. */
public final class Identity implements Authentication {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final List<Group> groups;

    public Identity(String name, Collection<String> groups) {
        this.name = name;
        this.groups = groups.stream().map(Group::new).toList();
    }

    /** A group, as an authority. */
    public record Group(String getAuthority) implements GrantedAuthority {
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return groups;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getDetails() {
        return null;
    }

    @Override
    public Object getPrincipal() {
        return name;
    }

    @Override
    public boolean isAuthenticated() {
        return true;
    }

    @Override
    public void setAuthenticated(boolean isAuthenticated) {
        throw new IllegalArgumentException("An identity does not change");
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Identity other && name.equals(other.name) && groups.equals(other.groups);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
