package io.jenkins.plugins.taskhub.embedded.model;

import com.cloudbees.plugins.credentials.SecretBytes;
import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.converters.ConversionException;
import com.thoughtworks.xstream.converters.MarshallingContext;
import com.thoughtworks.xstream.converters.SingleValueConverter;
import com.thoughtworks.xstream.converters.UnmarshallingContext;
import com.thoughtworks.xstream.converters.collections.CollectionConverter;
import com.thoughtworks.xstream.io.HierarchicalStreamReader;
import com.thoughtworks.xstream.io.HierarchicalStreamWriter;
import com.thoughtworks.xstream.io.xml.MXParserDriver;
import com.thoughtworks.xstream.io.xml.PrettyPrintWriter;
import com.thoughtworks.xstream.mapper.Mapper;
import hudson.model.Result;
import hudson.model.Saveable;
import hudson.util.CopyOnWriteList;
import hudson.util.PersistedList;
import hudson.util.Secret;
import hudson.util.XStream2;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Reading and writing objects as XML. */
public final class Xml {
    private static final class Standard {
        private static final XStream2 INSTANCE = new XStream2();
    }

    private Xml() {
    }

    /** The converter of files that need nothing special. */
    public static XStream2 standard() {
        return Standard.INSTANCE;
    }

    /** Reads an object, into {@code root} unless that is {@code null}. */
    public static Object read(XStream xs, InputStream in, Object root) throws IOException {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        // The parser refuses the declaration of XML 1.1, not what it allows.
        Reader body = new StringReader(text.startsWith("<?xml") ? text.substring(text.indexOf("?>") + 2) : text);
        return xs.unmarshal(new MXParserDriver().createReader(body), root);
    }

    /** Writes an object as XML; control characters are written as references, which the reader here takes. */
    public static void write(XStream xs, Object o, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write("<?xml version='1.0' encoding='UTF-8'?>\n");
        xs.marshal(o, new PrettyPrintWriter(writer, PrettyPrintWriter.XML_QUIRKS));
        writer.write('\n');
        writer.flush();
    }

    /** Teaches the types that Jenkins writes in a form of its own. */
    public static void converters(XStream xs) {
        xs.registerConverter(new Text<>(Result.class, Result::toString, Result::fromString));
        xs.registerConverter(new Text<>(Secret.class, Secret::getEncryptedValue, Secret::fromString));
        xs.registerConverter(new Text<>(SecretBytes.class, SecretBytes::toString, SecretBytes::fromString));
        xs.registerConverter(new Lists(xs.getMapper()), XStream.PRIORITY_VERY_HIGH);
    }

    /** The loader of the thread, so that classes of the plugin are found. */
    public static final class ContextLoader extends ClassLoader {
        public ContextLoader() {
            super(Xml.class.getClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            if (loader == null || loader == getParent()) {
                throw new ClassNotFoundException(name);
            }
            return loader.loadClass(name);
        }
    }

    private static final class Text<T> implements SingleValueConverter {
        private final Class<T> type;
        private final Function<T, String> write;
        private final Function<String, T> read;

        Text(Class<T> type, Function<T, String> write, Function<String, T> read) {
            this.type = type;
            this.write = write;
            this.read = read;
        }

        @Override
        public boolean canConvert(@SuppressWarnings("rawtypes") Class c) {
            return c == type;
        }

        @Override
        public String toString(Object o) {
            return write.apply(type.cast(o));
        }

        @Override
        public Object fromString(String s) {
            return read.apply(s);
        }
    }

    /** Jenkins' own lists, and those of the JDK that XStream does not know: the elements, nothing else. */
    private static final class Lists extends CollectionConverter {
        Lists(Mapper mapper) {
            super(mapper);
        }

        @Override
        public boolean canConvert(@SuppressWarnings("rawtypes") Class c) {
            return c == CopyOnWriteList.class || c == CopyOnWriteArrayList.class || isImmutable(c)
                    || c != null && PersistedList.class.isAssignableFrom(c);
        }

        /** What List.of and Stream.toList make. */
        private static boolean isImmutable(Class<?> c) {
            return c != null && List.class.isAssignableFrom(c)
                    && c.getName().startsWith("java.util.ImmutableCollections$");
        }

        @Override
        public void marshal(Object source, HierarchicalStreamWriter writer, MarshallingContext context) {
            for (Object item : (Iterable<?>) source) {
                writeCompleteItem(item, context, writer);
            }
        }

        @Override
        public Object unmarshal(HierarchicalStreamReader reader, UnmarshallingContext context) {
            List<Object> items = new ArrayList<>();
            while (reader.hasMoreChildren()) {
                items.add(readCompleteItem(reader, context, items));
            }
            Class<?> type = context.getRequiredType();
            if (type == CopyOnWriteList.class) {
                return new CopyOnWriteList<>(items);
            }
            if (type == CopyOnWriteArrayList.class) {
                return new CopyOnWriteArrayList<>(items);
            }
            if (isImmutable(type)) {
                return Collections.unmodifiableList(items);
            }
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(Saveable.class);
                @SuppressWarnings("unchecked")
                PersistedList<Object> list = (PersistedList<Object>) constructor.newInstance(Saveable.NOOP);
                list.replaceBy(items);
                return list;
            } catch (ReflectiveOperationException | IOException x) {
                throw new ConversionException("Cannot make a " + type.getName(), x);
            }
        }
    }
}
