package com.cloudbees.hudson.plugins.folder;

import hudson.model.AbstractItem;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.taskhub.embedded.model.ItemStore;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/** An item that holds items. */
public abstract class AbstractFolder<I extends TopLevelItem> extends AbstractItem implements TopLevelItem,
        ItemGroup<I> {
    private transient ItemStore store;

    protected AbstractFolder(ItemGroup parent, String name) {
        super(parent, name);
    }

    @SuppressWarnings("unchecked")
    ItemStore store() {
        if (store == null) {
            store = new ItemStore((ItemGroup<TopLevelItem>) this);
        }
        return store;
    }

    @Override
    public void onLoad(ItemGroup<? extends Item> parent, String name) throws IOException {
        super.onLoad(parent, name);
        store().load();
    }

    @Override
    public AbstractFolderDescriptor getDescriptor() {
        return (AbstractFolderDescriptor) Jenkins.get().getDescriptorOrDie(getClass());
    }

    @Override
    @SuppressWarnings("unchecked")
    public Collection<I> getItems() {
        return (Collection<I>) store().visible();
    }

    @Override
    @SuppressWarnings("unchecked")
    public I getItem(String name) throws AccessDeniedException {
        return (I) store().get(name);
    }

    @Override
    public File getRootDirFor(I child) {
        return store().directory(child);
    }

    @Override
    public void onDeleted(I item) throws IOException {
        store().forget(item);
    }

    @Override
    public String getUrlChildPrefix() {
        return "job";
    }

    @Override
    public Collection<? extends Job> getAllJobs() {
        return getAllItems(Job.class);
    }
}
