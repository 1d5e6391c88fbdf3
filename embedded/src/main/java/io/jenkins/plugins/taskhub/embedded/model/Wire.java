package io.jenkins.plugins.taskhub.embedded.model;

import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What an object becomes on its way to an agent: a serialised copy, with listeners and streams as references. */
public final class Wire {
    private Wire() {
    }

    private record Reference(int index) implements Serializable {
    }

    /** A copy by serialisation; throws {@link NotSerializableException} for what would not travel. */
    @SuppressWarnings("unchecked")
    public static <T> T copy(T value) throws IOException {
        List<Object> references = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new Sender(bytes, references)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new Receiver(new ByteArrayInputStream(bytes.toByteArray()), references,
                value == null ? null : value.getClass().getClassLoader())) {
            return (T) in.readObject();
        } catch (ClassNotFoundException x) {
            throw new IOException("A class of " + value + " is not known on the agent: " + x.getMessage(), x);
        }
    }

    private static final class Sender extends ObjectOutputStream {
        private final List<Object> references;

        Sender(OutputStream out, List<Object> references) throws IOException {
            super(out);
            this.references = references;
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object o) {
            if (o instanceof TaskListener || o instanceof OutputStream || o instanceof InputStream
                    || o instanceof VirtualChannel) {
                references.add(o);
                return new Reference(references.size() - 1);
            }
            return o;
        }
    }

    private static final class Receiver extends ObjectInputStream {
        private final List<Object> references;
        private final ClassLoader loader;

        Receiver(InputStream in, List<Object> references, ClassLoader loader) throws IOException {
            super(in);
            this.references = references;
            this.loader = loader != null ? loader : Wire.class.getClassLoader();
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(Object o) {
            return o instanceof Reference reference ? references.get(reference.index()) : o;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException x) {
                return super.resolveClass(description);
            }
        }
    }
}
