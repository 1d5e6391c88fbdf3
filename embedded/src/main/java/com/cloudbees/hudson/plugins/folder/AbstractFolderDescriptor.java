package com.cloudbees.hudson.plugins.folder;

import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;

/** A kind of folder. */
public abstract class AbstractFolderDescriptor extends TopLevelItemDescriptor {
    protected AbstractFolderDescriptor() {
    }

    protected AbstractFolderDescriptor(Class<? extends TopLevelItem> clazz) {
        super(clazz);
    }

    @Override
    public String getDisplayName() {
        return "Folder";
    }
}
