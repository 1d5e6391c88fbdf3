package io.jenkins.plugins.taskhub.embedded.cps;

import java.io.Serializable;

/** What a strand of a Pipeline finds around it: an immutable list of objects, looked up by type, innermost first. */
final class Contexts implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Contexts outer;
    @SuppressWarnings("serial")
    private final Object value;

    private Contexts(Contexts outer, Object value) {
        this.outer = outer;
        this.value = value;
    }

    static Contexts with(Contexts outer, Object value) {
        return new Contexts(outer, value);
    }

    static <T> T find(Contexts contexts, Class<T> type) {
        for (var each = contexts; each != null; each = each.outer) {
            if (type.isInstance(each.value)) {
                return type.cast(each.value);
            }
        }
        return null;
    }
}
