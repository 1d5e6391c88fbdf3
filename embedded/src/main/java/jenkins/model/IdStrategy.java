package jenkins.model;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Locale;

/** When two ids of users or groups are the same. */
public abstract class IdStrategy implements Describable<IdStrategy>, ExtensionPoint, Comparator<String> {
    public static IdStrategy CASE_INSENSITIVE = new CaseInsensitive();

    public String keyFor(String id) {
        return id;
    }

    public boolean equals(String id1, String id2) {
        return compare(id1, id2) == 0;
    }

    @Override
    public abstract int compare(String id1, String id2);

    /** Without regard to upper and lower case. */
    public static class CaseInsensitive extends IdStrategy implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public String keyFor(String id) {
            return id.toLowerCase(Locale.ENGLISH);
        }

        @Override
        public int compare(String id1, String id2) {
            return keyFor(id1).compareTo(keyFor(id2));
        }
    }
}
