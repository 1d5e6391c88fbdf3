package com.cloudbees.plugins.credentials.domains;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/** Where credentials are for; here there is the global one in effect, whatever others are named. */
public class Domain implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String description;

    Domain(String name, String description) {
        this.name = name;
        this.description = description;
    }

    public static Domain global() {
        return new Domain(null, null);
    }

    public String getName() {
        return name;
    }

    public String getDescription() {
        return description;
    }

    public boolean isGlobal() {
        return name == null;
    }

    public boolean test(List<DomainRequirement> requirements) {
        return true;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Domain other && Objects.equals(name, other.name);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(name);
    }
}
