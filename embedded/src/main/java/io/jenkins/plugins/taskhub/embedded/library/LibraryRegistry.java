package io.jenkins.plugins.taskhub.embedded.library;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.taskhub.embedded.cps.NearNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shared libraries that a controller offers to its builds. Not saved: whoever starts the controller adds them. */
@Extension
public final class LibraryRegistry implements ExtensionPoint {
    private final Map<String, SharedLibrary> libraries = new LinkedHashMap<>();

    /** That of this controller. */
    public static LibraryRegistry get() {
        return ExtensionList.lookupSingleton(LibraryRegistry.class);
    }

    /** Offers a library; it takes the place of one of the same name. */
    public synchronized void add(SharedLibrary library) {
        libraries.put(library.name(), library);
    }

    synchronized List<SharedLibrary> implicit() {
        return new ArrayList<>(libraries.values()).stream().filter(SharedLibrary::implicit).toList();
    }

    /**
     * The library of this name.
     *
     * @throws AbortException when there is none
     */
    synchronized SharedLibrary named(String name) throws AbortException {
        var library = libraries.get(name);
        if (library == null) {
            throw new AbortException("No library named " + name + " found" + NearNames.hint(name, libraries.keySet())
                    + (libraries.isEmpty() ? ". No libraries are configured" : " There are: "
                    + String.join(", ", libraries.keySet())));
        }
        return library;
    }
}
