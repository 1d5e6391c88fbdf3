package hudson;

import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.Callable;
import hudson.remoting.Channel;
import hudson.remoting.LocalChannel;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.taskhub.embedded.model.AntPattern;
import io.jenkins.plugins.taskhub.embedded.model.Trees;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.util.VirtualFile;
import org.jenkinsci.remoting.RoleChecker;
import org.jenkinsci.remoting.RoleSensitive;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

/**
 * A file on a node. Every node here is on this machine, so that files are reached directly; callables are sent
 * through the node's channel, which serialises them for agents as a network would.
 */
public final class FilePath implements SerializableOnlyOverRemoting {
    private static final long serialVersionUID = 1L;

    /** The channel of the controller itself. */
    public static final LocalChannel localChannel = new LocalChannel(ForkJoinPool.commonPool());

    private transient VirtualChannel channel;
    private final String remote;

    public FilePath(VirtualChannel channel, String remote) {
        this.channel = channel instanceof LocalChannel ? null : channel;
        this.remote = normalize(remote);
    }

    public FilePath(File localPath) {
        this.channel = null;
        this.remote = normalize(localPath.getPath());
    }

    /** A path relative to a base; an absolute path stands for itself on the base's node. */
    public FilePath(FilePath base, String rel) {
        this.channel = base.channel;
        this.remote = Util.isRelativePath(rel) ? normalize(base.remote + "/" + rel) : normalize(rel);
    }

    /** Resolves {@code .} and {@code ..} and doubled slashes. */
    public static String normalize(String path) {
        String normal = Path.of(path).normalize().toString();
        return normal.isEmpty() ? "." : normal;
    }

    private Path path() {
        return Path.of(remote);
    }

    public String getRemote() {
        return remote;
    }

    public VirtualChannel getChannel() {
        return channel == null ? localChannel : channel;
    }

    public boolean isRemote() {
        return channel != null;
    }

    public Computer toComputer() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins != null) {
            for (Computer c : jenkins.getComputers()) {
                if (c.getChannel() == getChannel()) {
                    return c;
                }
            }
        }
        return null;
    }

    public FilePath child(String relOrAbsolute) {
        return new FilePath(this, relOrAbsolute);
    }

    public FilePath getParent() {
        Path parent = path().getParent();
        return parent == null ? null : new FilePath(channel, parent.toString());
    }

    public FilePath sibling(String rel) {
        return getParent().child(rel);
    }

    public FilePath withSuffix(String suffix) {
        return new FilePath(channel, remote + suffix);
    }

    public String getName() {
        Path name = path().getFileName();
        return name == null ? "" : name.toString();
    }

    public String getBaseName() {
        String name = getName();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    public FilePath absolutize() throws IOException, InterruptedException {
        return new FilePath(channel, path().toAbsolutePath().toString());
    }

    /** Code that works on this file where the file is. */
    public interface FileCallable<T> extends Serializable, RoleSensitive {
        T invoke(File f, VirtualChannel channel) throws IOException, InterruptedException;
    }

    public <T> T act(FileCallable<T> callable) throws IOException, InterruptedException {
        if (channel == null) {
            return callable.invoke(new File(remote), localChannel);
        }
        return channel.call(new FileCall<>(callable, remote));
    }

    public <V, E extends Throwable> V act(Callable<V, E> callable) throws IOException, InterruptedException, E {
        return getChannel().call(callable);
    }

    private record FileCall<T>(FileCallable<T> callable, String file) implements Callable<T, IOException> {
        @Override
        public T call() throws IOException {
            try {
                Channel here = Channel.current();
                return callable.invoke(new File(file), here == null ? localChannel : here);
            } catch (InterruptedException x) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(String.valueOf(x.getMessage()));
            }
        }

        @Override
        public void checkRoles(RoleChecker checker) throws SecurityException {
            callable.checkRoles(checker);
        }
    }

    public boolean exists() throws IOException, InterruptedException {
        return Files.exists(path());
    }

    public boolean isDirectory() throws IOException, InterruptedException {
        return Files.isDirectory(path());
    }

    public long length() throws IOException, InterruptedException {
        return Files.exists(path()) ? Files.size(path()) : 0;
    }

    public long lastModified() throws IOException, InterruptedException {
        return new File(remote).lastModified();
    }

    public void touch(long timestamp) throws IOException, InterruptedException {
        if (!Files.exists(path())) {
            Files.createFile(path());
        }
        Files.setLastModifiedTime(path(), FileTime.fromMillis(timestamp));
    }

    public void mkdirs() throws IOException, InterruptedException {
        Files.createDirectories(path());
    }

    public boolean delete() throws IOException, InterruptedException {
        Files.deleteIfExists(path());
        return true;
    }

    public void deleteRecursive() throws IOException, InterruptedException {
        Trees.delete(path(), true);
    }

    public void deleteContents() throws IOException, InterruptedException {
        Trees.delete(path(), false);
    }

    public InputStream read() throws IOException, InterruptedException {
        return Files.newInputStream(path());
    }

    public InputStream readFromOffset(long offset) throws IOException {
        InputStream in = Files.newInputStream(path());
        in.skipNBytes(offset);
        return in;
    }

    public String readToString() throws IOException, InterruptedException {
        return Files.readString(path());
    }

    public OutputStream write() throws IOException, InterruptedException {
        createParent();
        return Files.newOutputStream(path());
    }

    public void write(String content, String encoding) throws IOException, InterruptedException {
        createParent();
        Files.writeString(path(), content, encoding == null ? Charset.defaultCharset() : Charset.forName(encoding));
    }

    private void createParent() throws IOException {
        if (path().getParent() != null) {
            Files.createDirectories(path().getParent());
        }
    }

    public void copyFrom(InputStream in) throws IOException, InterruptedException {
        try (OutputStream out = write()) {
            in.transferTo(out);
        }
    }

    public void copyFrom(FilePath src) throws IOException, InterruptedException {
        src.copyTo(this);
    }

    public void copyTo(FilePath target) throws IOException, InterruptedException {
        try (InputStream in = read()) {
            target.copyFrom(in);
        }
    }

    public void copyTo(OutputStream os) throws IOException, InterruptedException {
        Files.copy(path(), os);
    }

    public void copyToWithPermission(FilePath target) throws IOException, InterruptedException {
        copyTo(target);
        target.chmod(mode());
        target.touch(lastModified());
    }

    public int copyRecursiveTo(String fileMask, FilePath target) throws IOException, InterruptedException {
        return copyRecursiveTo(fileMask, null, target);
    }

    public int copyRecursiveTo(FilePath target) throws IOException, InterruptedException {
        return copyRecursiveTo("**", target);
    }

    public int copyRecursiveTo(String fileMask, String excludes, FilePath target)
            throws IOException, InterruptedException {
        List<String> names = AntPattern.scan(path(), fileMask, excludes, true);
        Trees.copy(path(), names, target.path());
        return names.size();
    }

    /** Sets the permission bits; {@code -1} leaves them. */
    public void chmod(int mask) throws IOException, InterruptedException {
        if (mask != -1 && !Functions.isWindows()) {
            Files.setPosixFilePermissions(path(), Util.modeToPermissions(mask));
        }
    }

    public int mode() throws IOException, InterruptedException {
        return Functions.isWindows() ? -1 : Util.permissionsToMode(Files.getPosixFilePermissions(path()));
    }

    public List<FilePath> list() throws IOException, InterruptedException {
        try (Stream<Path> all = Files.exists(path()) ? Files.list(path()) : Stream.empty()) {
            return new ArrayList<>(all.sorted().map(p -> new FilePath(channel, p.toString())).toList());
        }
    }

    public List<FilePath> listDirectories() throws IOException, InterruptedException {
        return new ArrayList<>(list().stream().filter(f -> Files.isDirectory(f.path())).toList());
    }

    /** The files that match Ant's patterns; Ant's standard excludes are left out. */
    public FilePath[] list(String includes) throws IOException, InterruptedException {
        return list(includes, null);
    }

    public FilePath[] list(String includes, String excludes) throws IOException, InterruptedException {
        return list(includes, excludes, true);
    }

    public FilePath[] list(String includes, String excludes, boolean defaultExcludes)
            throws IOException, InterruptedException {
        return AntPattern.scan(path(), includes, excludes, defaultExcludes).stream()
                .map(this::child).toArray(FilePath[]::new);
    }

    public FilePath createTempFile(String prefix, String suffix) throws IOException, InterruptedException {
        return new FilePath(channel, Files.createTempFile(path(), prefix, suffix).toString());
    }

    public FilePath createTempDir(String prefix, String suffix) throws IOException, InterruptedException {
        String name = suffix == null || suffix.isEmpty() ? prefix : prefix + "." + suffix;
        return new FilePath(channel, Files.createTempDirectory(path(), name).toString());
    }

    public FilePath createTextTempFile(String prefix, String suffix, String contents)
            throws IOException, InterruptedException {
        return createTextTempFile(prefix, suffix, contents, true);
    }

    public FilePath createTextTempFile(String prefix, String suffix, String contents, boolean inThisDirectory)
            throws IOException, InterruptedException {
        Path file = inThisDirectory ? Files.createTempFile(path(), prefix, suffix)
                : Files.createTempFile(prefix, suffix);
        Files.writeString(file, contents, Charset.defaultCharset());
        return new FilePath(channel, file.toString());
    }

    /** The MD5 digest of the file. */
    public String digest() throws IOException, InterruptedException {
        try {
            return Util.toHexString(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(path())));
        } catch (NoSuchAlgorithmException x) {
            throw new IOException(x);
        }
    }

    public Launcher createLauncher(TaskListener listener) throws IOException, InterruptedException {
        return channel == null ? new Launcher.LocalLauncher(listener)
                : new Launcher.RemoteLauncher(listener, channel, !Functions.isWindows());
    }

    public VirtualFile toVirtualFile() {
        return VirtualFile.forFilePath(this);
    }

    public URI toURI() throws IOException, InterruptedException {
        return path().toUri();
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        Channel target = getChannelForSerialization();
        if (channel != null && channel != target) {
            throw new IllegalStateException("Can't send a remote FilePath to a different remote channel"
                    + " (current=" + channel + ", target=" + target + ")");
        }
        out.defaultWriteObject();
        out.writeBoolean(channel == null);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        channel = in.readBoolean() ? getChannelForSerialization() : null;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof FilePath other && remote.equals(other.remote) && channel == other.channel;
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(channel) + remote.hashCode();
    }

    @Override
    public String toString() {
        return remote;
    }
}
