package io.jenkins.plugins.taskhub.embedded.model;

import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Items;
import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;
import hudson.model.listeners.ItemListener;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** The items of a group: {@code jobs/NAME/config.xml} below the group's directory. */
public final class ItemStore {
    private static final Logger LOGGER = Logger.getLogger(ItemStore.class.getName());

    private final ItemGroup<TopLevelItem> owner;
    private final Map<String, TopLevelItem> items = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);

    public ItemStore(ItemGroup<TopLevelItem> owner) {
        this.owner = owner;
    }

    private File jobs() {
        return new File(owner.getRootDir(), "jobs");
    }

    public File directory(Item child) {
        return new File(jobs(), child.getName());
    }

    /** Reads every item; one that cannot be read is named in the log and left out. */
    public void load() {
        items.clear();
        File[] directories = jobs().listFiles(d -> new File(d, "config.xml").exists());
        for (File directory : directories == null ? new File[0] : directories) {
            try {
                TopLevelItem item = (TopLevelItem) Items.load(owner, directory);
                items.put(item.getName(), item);
            } catch (IOException | RuntimeException x) {
                LOGGER.log(Level.WARNING, "Failed to load " + directory, x);
            }
        }
    }

    public Collection<TopLevelItem> all() {
        return items.values();
    }

    public List<TopLevelItem> visible() {
        return items.values().stream().filter(i -> i.hasPermission(Item.READ)).toList();
    }

    public TopLevelItem get(String name) {
        TopLevelItem item = items.get(name);
        return item == null || !item.hasPermission(Item.READ) ? null : item;
    }

    /** Makes an item, saves it and tells the listeners. */
    public TopLevelItem create(TopLevelItemDescriptor type, String name, boolean notify) throws IOException {
        Jenkins.checkGoodName(name);
        if (items.containsKey(name)) {
            throw new IllegalArgumentException((owner.getFullName().isEmpty() ? "" : owner.getFullName() + ": ")
                    + "an item of the name ‘" + name + "’ exists already");
        }
        TopLevelItem item = type.newInstance(owner, name);
        item.onCreatedFromScratch();
        item.save();
        items.put(name, item);
        if (notify) {
            ItemListener.fireOnCreated(item);
        }
        return item;
    }

    public void forget(Item item) {
        items.remove(item.getName());
    }
}
