package jenkins.util;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;

/** A file of this machine. */
final class LocalFile extends VirtualFile {
    private static final long serialVersionUID = 1L;

    private final File file;

    LocalFile(File file) {
        this.file = file;
    }

    @Override
    public String getName() {
        return file.getName();
    }

    @Override
    public URI toURI() {
        return file.toURI();
    }

    @Override
    public VirtualFile getParent() {
        return new LocalFile(file.getParentFile());
    }

    @Override
    public boolean isDirectory() throws IOException {
        return file.isDirectory();
    }

    @Override
    public boolean isFile() throws IOException {
        return file.isFile();
    }

    @Override
    public boolean exists() throws IOException {
        return file.exists();
    }

    @Override
    public VirtualFile[] list() throws IOException {
        File[] children = file.listFiles();
        return children == null ? new VirtualFile[0]
                : Arrays.stream(children).sorted().map(LocalFile::new).toArray(VirtualFile[]::new);
    }

    @Override
    public VirtualFile child(String name) {
        return new LocalFile(new File(file, name));
    }

    @Override
    public long length() throws IOException {
        return file.length();
    }

    @Override
    public long lastModified() throws IOException {
        return file.lastModified();
    }

    @Override
    public boolean canRead() throws IOException {
        return file.canRead();
    }

    @Override
    public InputStream open() throws IOException {
        return new FileInputStream(file);
    }
}
