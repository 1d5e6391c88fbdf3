package hudson.model.listeners;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;

/** Is told about items and about the controller's start and end. */
public class ItemListener implements ExtensionPoint {
    public void onCreated(Item item) {
    }

    public void onLoaded() {
    }

    public void onDeleted(Item item) {
    }

    public void onUpdated(Item item) {
    }

    public void onBeforeShutdown() {
    }

    public static ExtensionList<ItemListener> all() {
        return ExtensionList.lookup(ItemListener.class);
    }

    public static void fireOnCreated(Item item) {
        all().forEach(l -> l.onCreated(item));
    }

    public static void fireOnDeleted(Item item) {
        all().forEach(l -> l.onDeleted(item));
    }
}
