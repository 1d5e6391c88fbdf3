package hudson.model;

import hudson.ExtensionList;
import hudson.XmlFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.util.Collection;
import jenkins.model.Jenkins;
import jenkins.model.Loadable;
import jenkins.util.io.OnMaster;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;

/** What there is to say about a class of {@link Describable}s: its name, its help, its global configuration. */
public abstract class Descriptor<T extends Describable<T>> implements Loadable, Saveable, OnMaster {
    public final transient Class<? extends T> clazz;

    protected Descriptor(Class<? extends T> clazz) {
        this.clazz = clazz == self() ? selfClass() : clazz;
    }

    /** The class that this descriptor is nested in. */
    @SuppressWarnings("unchecked")
    protected Descriptor() {
        this.clazz = (Class<T>) getClass().getEnclosingClass();
        if (clazz == null) {
            throw new AssertionError(getClass() + " doesn't have an outer class."
                    + " Use the constructor that takes the Class object explicitly.");
        }
    }

    /** Stands for the descriptor's own class, where that is the described one as well. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    protected static Class self() {
        return Self.class;
    }

    @SuppressWarnings("unchecked")
    private Class<? extends T> selfClass() {
        return (Class<? extends T>) getClass();
    }

    private static final class Self {
    }

    /** Makes an instance of what a form sends. */
    public T newInstance(StaplerRequest2 req, JSONObject formData) throws FormException {
        throw new UnsupportedOperationException("Embedded Jenkins has no web server: make " + getId() + " by its constructor");
    }

    public String getDisplayName() {
        return clazz.getSimpleName();
    }

    public String getId() {
        return clazz.getName();
    }

    /** The describable type of this descriptor. */
    @SuppressWarnings("unchecked")
    public Class<T> getT() {
        for (Class<?> c = getClass(); c != null; c = c.getSuperclass()) {
            if (c.getGenericSuperclass() instanceof ParameterizedType p
                    && Descriptor.class.isAssignableFrom((Class<?>) p.getRawType())
                    && p.getActualTypeArguments()[0] instanceof Class<?> t) {
                return (Class<T>) t;
            }
        }
        return (Class<T>) clazz;
    }

    public final boolean isInstance(T instance) {
        return clazz.isInstance(instance);
    }

    public final boolean isSubTypeOf(Class<?> type) {
        return type.isAssignableFrom(clazz);
    }

    public String getDescriptorUrl() {
        return "descriptorByName/" + getId();
    }

    /** The path of the help of a field below the controller's root; {@code null} where there is none. */
    public String getHelpFile(String fieldName) {
        for (Class<?> c = clazz; c != null; c = c.getSuperclass()) {
            String file = "/" + c.getName().replace('.', '/').replace('$', '/') + "/help"
                    + (fieldName == null ? "" : "-" + fieldName);
            if (c.getResource(file + ".html") != null || c.getResource(file + ".jelly") != null) {
                return "/" + getDescriptorUrl() + "/help" + (fieldName == null ? "" : "/" + fieldName);
            }
        }
        return null;
    }

    public String getHelpFile() {
        return getHelpFile(null);
    }

    protected XmlFile getConfigFile() {
        return new XmlFile(new File(Jenkins.get().getRootDir(), getId() + ".xml"));
    }

    @Override
    public void save() {
        try {
            getConfigFile().write(this);
        } catch (IOException x) {
            throw new UncheckedIOException("Failed to save " + getConfigFile(), x);
        }
    }

    @Override
    public void load() {
        XmlFile file = getConfigFile();
        if (file.exists()) {
            try {
                file.unmarshal(this);
            } catch (IOException x) {
                throw new UncheckedIOException("Failed to load " + file, x);
            }
        }
    }

    public static <T extends Descriptor> T find(Collection<? extends T> list, String className) {
        return list.stream().filter(d -> d.getId().equals(className) || d.getClass().getName().equals(className))
                .findFirst().orElse(null);
    }

    public static Descriptor find(String className) {
        return find(ExtensionList.lookup(Descriptor.class), className);
    }

    /** A form that cannot be taken; {@link #getFormField} says which field. */
    public static final class FormException extends Exception implements HttpResponse {
        private static final long serialVersionUID = 1L;

        private final String formField;

        public FormException(String message, String formField) {
            super(message);
            this.formField = formField;
        }

        public FormException(String message, Throwable cause, String formField) {
            super(message, cause);
            this.formField = formField;
        }

        public FormException(Throwable cause, String formField) {
            super(cause);
            this.formField = formField;
        }

        public String getFormField() {
            return formField;
        }
    }
}
