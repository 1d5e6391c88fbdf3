package hudson.model;

import hudson.Util;
import hudson.XmlFile;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import java.io.File;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.model.Loadable;
import org.kohsuke.stapler.StaplerProxy;

/** The base of items. */
public abstract class AbstractItem extends Actionable implements Loadable, Item, DescriptorByNameOwner, StaplerProxy {
    protected transient String name;
    protected volatile String description;
    protected String displayName;

    private transient ItemGroup parent;

    protected AbstractItem(ItemGroup parent, String name) {
        this.parent = parent;
        this.name = name;
    }

    @Override
    public void onLoad(ItemGroup<? extends Item> parent, String name) throws IOException {
        this.parent = parent;
        this.name = name;
    }

    @Override
    public void onCopiedFrom(Item src) {
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDisplayName() {
        return displayName != null ? displayName : name;
    }

    public String getDisplayNameOrNull() {
        return displayName;
    }

    public void setDisplayName(String displayName) throws IOException {
        this.displayName = Util.fixEmptyAndTrim(displayName);
        save();
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) throws IOException {
        this.description = description;
        save();
    }

    @Override
    public ItemGroup getParent() {
        return parent;
    }

    @Override
    public final String getFullName() {
        String group = parent.getFullName();
        return group.isEmpty() ? name : group + "/" + name;
    }

    @Override
    public final String getFullDisplayName() {
        String group = parent.getFullDisplayName();
        return group.isEmpty() ? getDisplayName() : group + " » " + getDisplayName();
    }

    @Override
    public final String getUrl() {
        return parent.getUrl() + getShortUrl();
    }

    @Override
    public String getShortUrl() {
        return parent.getUrlChildPrefix() + "/" + Util.rawEncode(name) + "/";
    }

    @Override
    public String getSearchUrl() {
        return getShortUrl();
    }

    @Override
    public final String getAbsoluteUrl() {
        return Item.super.getAbsoluteUrl();
    }

    @Override
    @SuppressWarnings("unchecked")
    public File getRootDir() {
        return parent.getRootDirFor(this);
    }

    public final XmlFile getConfigFile() {
        return Items.getConfigFile(this);
    }

    @Override
    public void save() throws IOException {
        getConfigFile().write(this);
    }

    @Override
    public void load() throws IOException {
        getConfigFile().unmarshal(this);
        onLoad(parent, name);
    }

    @Override
    public ACL getACL() {
        return Jenkins.get().getAuthorizationStrategy().getACL(this);
    }

    @Override
    public Object getTarget() {
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void delete() throws IOException, InterruptedException {
        checkPermission(DELETE);
        performDelete();
        parent.onDeleted(this);
        ItemListener.fireOnDeleted(this);
    }

    protected void performDelete() throws IOException, InterruptedException {
        Util.deleteRecursive(getRootDir());
    }

    @Override
    public String toString() {
        return getClass().getName() + "[" + (parent == null ? name : getFullName()) + "]";
    }
}
