package io.jenkins.plugins.taskhub.pages;

import hudson.Extension;
import hudson.model.AbstractItem;
import hudson.model.Action;
import hudson.model.ItemGroup;
import hudson.model.Job;
import io.jenkins.plugins.taskhub.report.BuildRecords;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives the page to the folders whose jobs have something to show on it. */
@Extension
public final class FolderPageFactory extends TransientActionFactory<AbstractItem> {
    @Override
    public Class<AbstractItem> type() {
        return AbstractItem.class;
    }

    @Override
    public Collection<? extends Action> createFor(AbstractItem item) {
        return item instanceof ItemGroup<?> folder && !(item instanceof Job) && BuildRecords.areKeptBy(item)
                ? List.of(new FolderPage(item, folder)) : List.of();
    }
}
