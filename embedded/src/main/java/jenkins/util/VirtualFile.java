package jenkins.util;

import hudson.FilePath;
import io.jenkins.plugins.taskhub.embedded.model.AntPattern;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;

/** A file to read, wherever it is kept. */
public abstract class VirtualFile implements Comparable<VirtualFile>, Serializable {
    private static final long serialVersionUID = 1L;

    public abstract String getName();

    public abstract URI toURI();

    public abstract VirtualFile getParent();

    public abstract boolean isDirectory() throws IOException;

    public abstract boolean isFile() throws IOException;

    public abstract boolean exists() throws IOException;

    public abstract VirtualFile[] list() throws IOException;

    /** The files that match Ant's patterns, as paths with slashes. */
    public Collection<String> list(String includes, String excludes, boolean useDefaultExcludes) throws IOException {
        return AntPattern.scan(Path.of(toURI()), includes, excludes, useDefaultExcludes);
    }

    public abstract VirtualFile child(String name);

    public abstract long length() throws IOException;

    public abstract long lastModified() throws IOException;

    public abstract boolean canRead() throws IOException;

    public abstract InputStream open() throws IOException;

    public static VirtualFile forFile(File f) {
        return new LocalFile(f);
    }

    /** Files of agents are on this machine too. */
    public static VirtualFile forFilePath(FilePath f) {
        return new LocalFile(new File(f.getRemote()));
    }

    @Override
    public final int compareTo(VirtualFile o) {
        return getName().compareToIgnoreCase(o.getName());
    }

    @Override
    public final boolean equals(Object obj) {
        return obj instanceof VirtualFile other && toURI().equals(other.toURI());
    }

    @Override
    public final int hashCode() {
        return toURI().hashCode();
    }

    @Override
    public final String toString() {
        return toURI().toString();
    }
}
