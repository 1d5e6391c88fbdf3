package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.UsernameCredentials;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The usual matchers. */
public class CredentialsMatchers {
    private CredentialsMatchers() {
    }

    public static CredentialsMatcher always() {
        return c -> true;
    }

    public static CredentialsMatcher never() {
        return c -> false;
    }

    public static CredentialsMatcher not(CredentialsMatcher matcher) {
        return c -> !matcher.matches(c);
    }

    public static CredentialsMatcher instanceOf(Class clazz) {
        return clazz::isInstance;
    }

    public static CredentialsMatcher withId(String id) {
        return c -> c instanceof IdCredentials identified && id.equals(identified.getId());
    }

    public static CredentialsMatcher withScope(CredentialsScope scope) {
        return c -> c.getScope() == scope;
    }

    public static CredentialsMatcher withUsername(String username) {
        return c -> c instanceof UsernameCredentials named && username.equals(named.getUsername());
    }

    public static CredentialsMatcher allOf(CredentialsMatcher... matchers) {
        return c -> Arrays.stream(matchers).allMatch(m -> m.matches(c));
    }

    public static CredentialsMatcher anyOf(CredentialsMatcher... matchers) {
        return c -> Arrays.stream(matchers).anyMatch(m -> m.matches(c));
    }

    public static <C extends Credentials> List<C> filter(List<C> credentials, CredentialsMatcher matcher) {
        return new ArrayList<>(credentials.stream().filter(matcher::matches).toList());
    }

    public static <C extends Credentials> C firstOrNull(Iterable<C> credentials, CredentialsMatcher matcher) {
        return firstOrDefault(credentials, matcher, null);
    }

    public static <C extends Credentials> C firstOrDefault(Iterable<C> credentials, CredentialsMatcher matcher,
            C defaultIfNone) {
        for (C c : credentials) {
            if (matcher.matches(c)) {
                return c;
            }
        }
        return defaultIfNone;
    }
}
