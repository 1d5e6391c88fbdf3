package hudson;

import hudson.model.Describable;
import hudson.model.Descriptor;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;

/** The descriptors of the subclasses of a type. */
public class DescriptorExtensionList<T extends Describable<T>, D extends Descriptor<T>> extends ExtensionList<D> {
    @SuppressWarnings("unchecked")
    private DescriptorExtensionList(Class<T> describableType) {
        super((Class<D>) (Class<?>) Descriptor.class, (List<D>) (List<?>) new ArrayList<>(
                ExtensionAccess.of(Descriptor.class).stream().filter(d -> d.isSubTypeOf(describableType)).toList()));
    }

    public static <T extends Describable<T>, D extends Descriptor<T>> DescriptorExtensionList<T, D>
            createDescriptorList(Jenkins jenkins, Class<T> describableType) {
        return new DescriptorExtensionList<>(describableType);
    }

    public D find(String fqcn) {
        return stream().filter(d -> d.getId().equals(fqcn)).findFirst().orElse(null);
    }

    public D find(Class<? extends T> type) {
        return stream().filter(d -> d.clazz == type).findFirst().orElse(null);
    }

    public D findByName(String id) {
        return find(id);
    }
}
