package com.cloudbees.plugins.credentials.common;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.util.ListBoxModel;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.core.Authentication;

/** A list of credentials to choose from. */
public abstract class AbstractIdCredentialsListBoxModel<T extends AbstractIdCredentialsListBoxModel<T, C>,
        C extends IdCredentials> extends ListBoxModel {
    private static final long serialVersionUID = 1L;

    protected abstract String describe(C c);

    @SuppressWarnings("unchecked")
    private T self() {
        return (T) this;
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeEmptyValue() {
        if (stream().noneMatch(o -> o.value.isEmpty())) {
            add(0, new Option("- none -", ""));
        }
        return this;
    }

    /** A value that is set though no such credential is seen. */
    public AbstractIdCredentialsListBoxModel<T, C> includeCurrentValue(String value) {
        if (value != null && !value.isEmpty() && stream().noneMatch(o -> o.value.equals(value))) {
            add("- current -", value);
        }
        return this;
    }

    public AbstractIdCredentialsListBoxModel<T, C> with(C u) {
        if (u != null && stream().noneMatch(o -> o.value.equals(u.getId()))) {
            add(describe(u), u.getId());
        }
        return this;
    }

    public AbstractIdCredentialsListBoxModel<T, C> withAll(Iterable<? extends C> credentials) {
        credentials.forEach(this::with);
        return self();
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeAs(Authentication authentication, Item context,
            Class<? extends C> type) {
        return includeAs(authentication, context, type, List.of());
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeAs(Authentication authentication, Item context,
            Class<? extends C> type, List<DomainRequirement> domainRequirements) {
        return includeMatchingAs(authentication, context, type, domainRequirements, CredentialsMatchers.always());
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeAs(Authentication authentication, ItemGroup context,
            Class<? extends C> type, List<DomainRequirement> domainRequirements) {
        return includeMatchingAs(authentication, context, type, domainRequirements, CredentialsMatchers.always());
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeMatchingAs(Authentication authentication, Item context,
            Class<? extends C> type, List<DomainRequirement> domainRequirements, CredentialsMatcher matcher) {
        return withAll(CredentialsMatchers.filter(new ArrayList<>(CredentialsProvider.lookupCredentialsInItem(type,
                context, authentication, domainRequirements)), matcher));
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeMatchingAs(Authentication authentication,
            ItemGroup context, Class<? extends C> type, List<DomainRequirement> domainRequirements,
            CredentialsMatcher matcher) {
        return withAll(CredentialsMatchers.filter(new ArrayList<>(CredentialsProvider
                .lookupCredentialsInItemGroup(type, context, authentication, domainRequirements)), matcher));
    }
}
