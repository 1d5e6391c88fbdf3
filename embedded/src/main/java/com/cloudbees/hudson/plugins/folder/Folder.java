package com.cloudbees.hudson.plugins.folder;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;
import java.io.IOException;
import jenkins.model.DirectlyModifiableTopLevelItemGroup;
import jenkins.model.Jenkins;

/** A folder. Jenkins' has views, properties and credentials as well. */
public class Folder extends AbstractFolder<TopLevelItem> implements DirectlyModifiableTopLevelItemGroup {
    public Folder(ItemGroup parent, String name) {
        super(parent, name);
    }

    @Override
    public DescriptorImpl getDescriptor() {
        return (DescriptorImpl) super.getDescriptor();
    }

    public <T extends TopLevelItem> T createProject(Class<T> type, String name) throws IOException {
        return type.cast(createProject((TopLevelItemDescriptor) Jenkins.get().getDescriptorOrDie(type), name, true));
    }

    @Override
    public TopLevelItem createProject(TopLevelItemDescriptor type, String name, boolean notify) throws IOException {
        checkPermission(Item.CREATE);
        return store().create(type, name, notify);
    }

    /** The descriptor. */
    @Extension
    public static class DescriptorImpl extends AbstractFolderDescriptor {
        @Override
        public TopLevelItem newInstance(ItemGroup parent, String name) {
            return new Folder(parent, name);
        }
    }
}
