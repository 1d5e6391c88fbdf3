package io.jenkins.plugins.taskhub.embedded.model;

import hudson.model.Item;

/** Names of workspaces. */
public final class Workspaces {
    private Workspaces() {
    }

    /** The directory of an item below the workspace root: its full name. */
    public static String name(Item item) {
        return item.getFullName().replaceAll("[^A-Za-z0-9_./-]", "_");
    }
}
