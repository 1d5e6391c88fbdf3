package io.jenkins.plugins.taskhub.sandbox.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Reads properties of objects: by a getter, else by a public field. */
final class Getters {
    private Getters() {
    }

    /** What {@code getName} or {@code isName} returns, or a public field holds; null when there is none of them. */
    static Object get(Object object, String property) {
        String suffix = Character.toUpperCase(property.charAt(0)) + property.substring(1);
        for (String prefix : new String[] {"get", "is"}) {
            try {
                Method getter = object.getClass().getMethod(prefix + suffix);
                return getter.invoke(object);
            } catch (NoSuchMethodException e) {
                continue;
            } catch (IllegalAccessException | InvocationTargetException e) {
                return null;
            }
        }
        try {
            return object.getClass().getField(property).get(object);
        } catch (NoSuchFieldException | IllegalAccessException e) {
            return null;
        }
    }
}
