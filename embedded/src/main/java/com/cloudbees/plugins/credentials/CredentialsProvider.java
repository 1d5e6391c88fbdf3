package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Finds credentials. Domains and per-user stores are not told apart here; using them is recorded nowhere. */
public abstract class CredentialsProvider extends Descriptor<CredentialsProvider> implements ExtensionPoint,
        Describable<CredentialsProvider> {
    public static final PermissionGroup GROUP = ModelAccess.group(CredentialsProvider.class);
    public static final Permission CREATE = ModelAccess.permission(GROUP, "Create", Permission.CREATE);
    public static final Permission UPDATE = ModelAccess.permission(GROUP, "Update", Permission.UPDATE);
    public static final Permission VIEW = ModelAccess.permission(GROUP, "View", Permission.READ);
    public static final Permission DELETE = ModelAccess.permission(GROUP, "Delete", Permission.DELETE);
    public static final Permission USE_OWN = ModelAccess.permission(GROUP, "UseOwn", Permission.WRITE);
    public static final Permission USE_ITEM = ModelAccess.permission(GROUP, "UseItem", Permission.WRITE);

    public CredentialsProvider() {
        super(self());
    }

    @Override
    public Descriptor<CredentialsProvider> getDescriptor() {
        return this;
    }

    public <C extends Credentials> List<C> getCredentialsInItem(Class<C> type, Item item,
            Authentication authentication, List<DomainRequirement> domainRequirements) {
        return getCredentialsInItemGroup(type, item.getParent(), authentication, domainRequirements);
    }

    public <C extends Credentials> List<C> getCredentialsInItemGroup(Class<C> type, ItemGroup itemGroup,
            Authentication authentication, List<DomainRequirement> domainRequirements) {
        return List.of();
    }

    public CredentialsStore getStore(ModelObject object) {
        return null;
    }

    public static ExtensionList<CredentialsProvider> all() {
        return ExtensionList.lookup(CredentialsProvider.class);
    }

    /** The stores of the controller. */
    public static Iterable<CredentialsStore> lookupStores(ModelObject context) {
        return all().stream().map(p -> p.getStore(context)).filter(Objects::nonNull).toList();
    }

    public static <C extends Credentials> List<C> lookupCredentialsInItem(Class<C> type, Item item,
            Authentication authentication) {
        return lookupCredentialsInItem(type, item, authentication, List.of());
    }

    /** The credentials of a type that an item may use as someone: those of global scope, for the controller. */
    public static <C extends Credentials> List<C> lookupCredentialsInItem(Class<C> type, Item item,
            Authentication authentication, List<DomainRequirement> domainRequirements) {
        if (item == null) {
            return lookupCredentialsInItemGroup(type, Jenkins.get(), authentication, domainRequirements);
        }
        Authentication as = authentication == null ? ACL.SYSTEM2 : authentication;
        List<C> found = new ArrayList<>();
        for (CredentialsProvider provider : all()) {
            provider.getCredentialsInItem(type, item, as, domainRequirements).stream()
                    .filter(c -> c.getScope() != CredentialsScope.SYSTEM).forEach(found::add);
        }
        return found;
    }

    public static <C extends Credentials> List<C> lookupCredentialsInItemGroup(Class<C> type, ItemGroup itemGroup,
            Authentication authentication) {
        return lookupCredentialsInItemGroup(type, itemGroup, authentication, List.of());
    }

    public static <C extends Credentials> List<C> lookupCredentialsInItemGroup(Class<C> type, ItemGroup itemGroup,
            Authentication authentication, List<DomainRequirement> domainRequirements) {
        Authentication as = authentication == null ? ACL.SYSTEM2 : authentication;
        ItemGroup<?> group = itemGroup == null ? Jenkins.get() : itemGroup;
        List<C> found = new ArrayList<>();
        all().forEach(p -> found.addAll(p.getCredentialsInItemGroup(type, group, as, domainRequirements)));
        return found;
    }

    public static <C extends IdCredentials> C findCredentialById(String id, Class<C> type, Run<?, ?> run) {
        return findCredentialById(id, type, run, List.of());
    }

    public static <C extends IdCredentials> C findCredentialById(String id, Class<C> type, Run<?, ?> run,
            DomainRequirement... domainRequirements) {
        return findCredentialById(id, type, run, Arrays.asList(domainRequirements));
    }

    /** The credential of an id and type that a build may use; {@code null} where there is none. */
    public static <C extends IdCredentials> C findCredentialById(String id, Class<C> type, Run<?, ?> run,
            List<DomainRequirement> domainRequirements) {
        return CredentialsMatchers.firstOrNull(
                lookupCredentialsInItem(type, run.getParent(), ACL.SYSTEM2, domainRequirements),
                CredentialsMatchers.withId(id));
    }

    public static <C extends IdCredentials> C findCredentialByIdInItem(String id, Class<C> type, Item item,
            Authentication authentication, List<DomainRequirement> domainRequirements) {
        return CredentialsMatchers.firstOrNull(lookupCredentialsInItem(type, item, authentication,
                domainRequirements), CredentialsMatchers.withId(id));
    }

    /** Returns the credential; Jenkins records that the build used it. */
    public static <C extends Credentials> C track(Run build, C credentials) {
        return credentials;
    }

    /** Returns the credential; Jenkins records that the item used it. */
    public static <C extends Credentials> C track(Item item, C credentials) {
        return credentials;
    }
}
