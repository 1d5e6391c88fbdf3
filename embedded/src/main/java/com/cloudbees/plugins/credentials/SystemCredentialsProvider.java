package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import hudson.model.Saveable;
import hudson.security.ACL;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** The credentials of the controller, kept in {@code credentials.xml} with their secrets encrypted. */
@Extension
public class SystemCredentialsProvider extends AbstractDescribableImpl<SystemCredentialsProvider>
        implements Saveable {
    private static final class Kept {
        private final List<Credentials> credentials = new ArrayList<>();
    }

    private final List<Credentials> credentials = new CopyOnWriteArrayList<>();

    public SystemCredentialsProvider() {
        XmlFile file = getConfigFile();
        if (file.exists()) {
            try {
                credentials.addAll(((Kept) file.read()).credentials);
            } catch (IOException x) {
                throw new UncheckedIOException("Failed to read the credentials", x);
            }
        }
    }

    public static XmlFile getConfigFile() {
        return new XmlFile(Jenkins.XSTREAM2, new File(Jenkins.get().getRootDir(), "credentials.xml"));
    }

    public static SystemCredentialsProvider getInstance() {
        return ExtensionList.lookupSingleton(SystemCredentialsProvider.class);
    }

    /** The live list of the global domain; {@link #save} writes it. */
    public List<Credentials> getCredentials() {
        return credentials;
    }

    @Override
    public void save() throws IOException {
        Kept kept = new Kept();
        kept.credentials.addAll(credentials);
        getConfigFile().write(kept);
    }

    /** The descriptor. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<SystemCredentialsProvider> {
        @Override
        public String getDisplayName() {
            return "";
        }
    }

    /** Gives the controller's credentials to everything that acts as the controller. */
    @Extension
    public static class ProviderImpl extends CredentialsProvider {
        @Override
        public <C extends Credentials> List<C> getCredentialsInItem(Class<C> type, Item item,
                Authentication authentication, List<DomainRequirement> domainRequirements) {
            return getCredentialsInItemGroup(type, item.getParent(), authentication, domainRequirements);
        }

        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(Class<C> type, ItemGroup itemGroup,
                Authentication authentication, List<DomainRequirement> domainRequirements) {
            if (!ACL.SYSTEM2.equals(authentication)) {
                return List.of();
            }
            return getInstance().getCredentials().stream().filter(type::isInstance).map(type::cast).toList();
        }

        @Override
        public CredentialsStore getStore(ModelObject object) {
            return object == Jenkins.get() ? new StoreImpl() : null;
        }
    }

    /** The store of the controller. */
    public static class StoreImpl extends CredentialsStore {
        @Override
        public ModelObject getContext() {
            return Jenkins.get();
        }

        @Override
        public List<Credentials> getCredentials(Domain domain) {
            return List.copyOf(getInstance().getCredentials());
        }

        @Override
        public boolean addCredentials(Domain domain, Credentials credentials) throws IOException {
            checkPermission(CredentialsProvider.CREATE);
            List<Credentials> all = getInstance().getCredentials();
            if (all.contains(credentials)) {
                return false;
            }
            all.add(credentials);
            save();
            return true;
        }

        @Override
        public boolean removeCredentials(Domain domain, Credentials credentials) throws IOException {
            checkPermission(CredentialsProvider.DELETE);
            boolean removed = getInstance().getCredentials().remove(credentials);
            save();
            return removed;
        }

        @Override
        public boolean updateCredentials(Domain domain, Credentials current, Credentials replacement)
                throws IOException {
            checkPermission(CredentialsProvider.UPDATE);
            List<Credentials> all = getInstance().getCredentials();
            int index = all.indexOf(current);
            if (index < 0) {
                return false;
            }
            all.set(index, replacement);
            save();
            return true;
        }

        @Override
        public void save() throws IOException {
            getInstance().save();
        }
    }
}
