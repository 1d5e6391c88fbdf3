package io.jenkins.plugins.taskhub.sandbox.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Reads properties of objects. */
final class Getters {
    private Getters() {
    }

    /** What {@code getName} or {@code isName} returns; null when there is neither. */
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
        return null;
    }
}
