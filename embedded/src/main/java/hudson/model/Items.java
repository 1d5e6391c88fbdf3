package hudson.model;

import hudson.XmlFile;
import hudson.util.EditDistance;
import hudson.util.XStream2;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jenkins.model.Jenkins;

/** Helpers for items. */
public class Items {
    public static final XStream2 XSTREAM2 = new XStream2();

    public static XmlFile getConfigFile(File dir) {
        return new XmlFile(XSTREAM2, new File(dir, "config.xml"));
    }

    public static XmlFile getConfigFile(Item item) {
        return getConfigFile(item.getRootDir());
    }

    /** Reads an item from its directory. */
    public static Item load(ItemGroup parent, File dir) throws IOException {
        Item item = (Item) getConfigFile(dir).read();
        item.onLoad(parent, dir.getName());
        return item;
    }

    /** The items below a group that one may see, sorted by their full names. */
    public static <T extends Item> List<T> getAllItems(ItemGroup root, Class<T> type) {
        List<T> found = new ArrayList<>();
        collect(root, type, found);
        found.sort(Comparator.comparing(Item::getFullName));
        return found;
    }

    private static <T extends Item> void collect(ItemGroup<?> group, Class<T> type, List<T> found) {
        for (Item item : group.getItems()) {
            if (type.isInstance(item)) {
                found.add(type.cast(item));
            }
            if (item instanceof ItemGroup<?> inner) {
                collect(inner, type, found);
            }
        }
    }

    /** The item whose full name is nearest to a name, or {@code null}. */
    public static <T extends Item> T findNearest(Class<T> type, String name, ItemGroup context) {
        List<T> all = getAllItems(Jenkins.get(), type);
        String nearest = EditDistance.findNearest(name, all.stream().map(Item::getFullName).toList());
        return nearest == null ? null : Jenkins.get().getItem(nearest, context, type);
    }
}
