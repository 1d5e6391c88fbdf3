package hudson;

import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.XStreamException;
import hudson.util.XStream2;
import io.jenkins.plugins.taskhub.embedded.model.Xml;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that holds an object as XML; it is replaced at once or not at all. */
public final class XmlFile {
    private static final XStream2 DEFAULT = Xml.standard();

    private final XStream xs;
    private final File file;

    public XmlFile(File file) {
        this(DEFAULT, file);
    }

    public XmlFile(XStream xs, File file) {
        this.xs = xs;
        this.file = file;
    }

    public File getFile() {
        return file;
    }

    public XStream getXStream() {
        return xs;
    }

    public boolean exists() {
        return file.exists();
    }

    public void delete() throws IOException {
        Files.deleteIfExists(file.toPath());
    }

    public void mkdirs() throws IOException {
        Files.createDirectories(file.getParentFile().toPath());
    }

    public Object read() throws IOException {
        return parse(null);
    }

    /** Reads into an object; fields that the file does not name keep what they have. */
    public Object unmarshal(Object o) throws IOException {
        return parse(o);
    }

    private Object parse(Object root) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file.toPath()))) {
            return Xml.read(xs, in, root);
        } catch (XStreamException | LinkageError x) {
            throw new IOException("Unable to read " + file, x);
        }
    }

    public void write(Object o) throws IOException {
        mkdirs();
        Path target = file.toPath();
        Path fresh = Files.createTempFile(target.getParent(), "atomic", "tmp");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh))) {
                Xml.write(xs, o, out);
            } catch (XStreamException | LinkageError x) {
                throw new IOException("Unable to write " + file, x);
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    public String asString() throws IOException {
        return Files.readString(file.toPath());
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
