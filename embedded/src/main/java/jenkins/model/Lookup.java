package jenkins.model;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.ItemGroup;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** Finds items by their paths and descriptors by what they describe. */
final class Lookup {
    private Lookup() {
    }

    /** The item of a path from the root: names joined by slashes. */
    static <T extends Item> T item(Jenkins jenkins, String fullName, Class<T> type) {
        Item found = null;
        ItemGroup<?> group = jenkins;
        for (String part : fullName.split("/")) {
            if (!part.isEmpty()) {
                found = group == null ? null : group.getItem(part);
                group = found instanceof ItemGroup<?> inner ? inner : null;
            }
        }
        return type.isInstance(found) ? type.cast(found) : null;
    }

    /** The item of a path, relative to a group where it does not begin with a slash; then from the root. */
    static Item item(Jenkins jenkins, String pathName, ItemGroup<?> context) {
        if (pathName == null) {
            return null;
        }
        String base = context == null || pathName.startsWith("/") ? "" : context.getFullName();
        Deque<String> path = new ArrayDeque<>();
        for (String part : (base + "/" + pathName).split("/")) {
            if (part.equals("..")) {
                if (path.pollLast() == null) {
                    return null;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                path.add(part);
            }
        }
        Item found = item(jenkins, String.join("/", path), Item.class);
        return found != null || base.isEmpty() ? found : item(jenkins, pathName, Item.class);
    }

    static void checkName(String name) {
        if (name == null || name.isBlank()) {
            throw new Failure("No name is specified");
        }
        if (name.equals(".") || name.equals("..")) {
            throw new Failure("“" + name + "” is not an allowed name");
        }
        for (char c : name.toCharArray()) {
            if (Character.isISOControl(c) || "?*/\\%!@#$^&|<>[]:;".indexOf(c) >= 0) {
                throw new Failure("‘" + c + "’ is an unsafe character");
            }
        }
    }

    /** The first descriptor that a test takes, or {@code null}. */
    @SuppressWarnings("rawtypes")
    static Descriptor descriptor(Predicate<Descriptor<?>> wanted) {
        for (Descriptor<?> d : ExtensionList.lookup(Descriptor.class)) {
            if (wanted.test(d)) {
                return d;
            }
        }
        return null;
    }
}
