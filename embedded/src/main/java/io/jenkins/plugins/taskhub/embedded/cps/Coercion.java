package io.jenkins.plugins.taskhub.embedded.cps;

import groovy.lang.GString;
import hudson.model.Describable;
import hudson.model.Result;
import hudson.util.Secret;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns values of a script into what a parameter takes. */
final class Coercion {
    private Coercion() {}

    /**
     * @param what names the parameter in messages
     * @throws IllegalArgumentException when the value does not fit
     */
    static Object coerce(Object value, Type type, String what) throws Exception {
        var raw = raw(type);
        if (value == null) {
            return raw.isPrimitive() ? Array.get(Array.newInstance(raw, 1), 0) : null;
        }
        if (value instanceof GString) {
            return coerce(value.toString(), type, what);
        }
        if (raw.isArray() || (Collection.class.isAssignableFrom(raw) || raw == Iterable.class)) {
            return collection(value, type, raw, what);
        }
        if (Map.class.isAssignableFrom(raw) && value instanceof Map<?, ?> map) {
            return plainMap(map, argument(type, 1), what);
        }
        if (value instanceof Symbols.Call call) {
            return call.instantiate(raw, what);
        }
        if (value instanceof Map<?, ?> map && !raw.isInstance(value)) {
            return nested(map, raw, what);
        }
        return scalar(value, raw, what);
    }

    private static Object scalar(Object value, Class<?> raw, String what) {
        if (raw == Object.class) {
            return plain(value);
        } else if (raw == String.class || raw == CharSequence.class) {
            if (value instanceof CharSequence) {
                return value.toString();
            }
        } else if (raw == boolean.class || raw == Boolean.class) {
            if (value instanceof Boolean) {
                return value;
            }
            var text = value.toString();
            if (value instanceof String && (text.equals("true") || text.equals("false"))) {
                return Boolean.valueOf(text);
            }
        } else if (raw.isPrimitive() || Number.class.isAssignableFrom(raw)) {
            var number = number(value, raw);
            if (number != null) {
                return number;
            }
        } else if (raw.isEnum() && value instanceof String name) {
            return constant(raw, name, what);
        } else if (raw == Result.class && value instanceof String name) {
            return Result.fromString(name);
        } else if (raw == Secret.class && value instanceof String text) {
            return Secret.fromString(text);
        } else if (raw == Class.class && value instanceof Class<?>) {
            return value;
        }
        if (raw.isInstance(value)) {
            return value;
        }
        throw unfit(value, raw.getSimpleName(), what);
    }

    private static Object number(Object value, Class<?> raw) {
        try {
            if (!(value instanceof Number) && !(value instanceof String)) {
                return raw == char.class || raw == Character.class ? value : null;
            }
            var exact = new BigDecimal(value.toString().trim());
            if (raw == int.class || raw == Integer.class) {
                return exact.intValueExact();
            } else if (raw == long.class || raw == Long.class) {
                return exact.longValueExact();
            } else if (raw == double.class || raw == Double.class) {
                return exact.doubleValue();
            } else if (raw == float.class || raw == Float.class) {
                return exact.floatValue();
            } else if (raw == short.class || raw == Short.class) {
                return exact.shortValueExact();
            } else if (raw == byte.class || raw == Byte.class) {
                return exact.byteValueExact();
            }
            return raw.isInstance(value) ? value : null;
        } catch (ArithmeticException | NumberFormatException unfit) {
            return null;
        }
    }

    private static Object constant(Class<?> type, String name, String what) {
        for (var each : type.getEnumConstants()) {
            if (((Enum<?>) each).name().equals(name)) {
                return each;
            }
        }
        var names = Arrays.stream(type.getEnumConstants()).map(each -> ((Enum<?>) each).name()).toList();
        throw new IllegalArgumentException(what + " cannot be '" + name + "'" + NearNames.hint(name, names)
                + " It is one of " + String.join(", ", names));
    }

    private static Object collection(Object value, Type type, Class<?> raw, String what) throws Exception {
        Collection<?> given;
        if (value instanceof Collection<?> elements) {
            given = elements;
        } else if (value.getClass().isArray() && !value.getClass().getComponentType().isPrimitive()) {
            given = Arrays.asList((Object[]) value);
        } else if (raw.isInstance(value)) {
            return value;
        } else {
            throw unfit(value, "list", what);
        }
        var element = raw.isArray() ? component(type, raw) : argument(type, 0);
        var elements = new ArrayList<>();
        for (var each : given) {
            elements.add(coerce(each, element, what + "[" + elements.size() + "]"));
        }
        if (raw.isArray()) {
            var array = Array.newInstance(raw.getComponentType(), elements.size());
            for (var i = 0; i < elements.size(); i++) {
                Array.set(array, i, elements.get(i));
            }
            return array;
        }
        return Set.class.isAssignableFrom(raw) ? new LinkedHashSet<>(elements) : elements;
    }

    private static Map<Object, Object> plainMap(Map<?, ?> map, Type valueType, String what) throws Exception {
        var result = new LinkedHashMap<>();
        for (var each : map.entrySet()) {
            result.put(plain(each.getKey()), coerce(each.getValue(), valueType, what + "." + each.getKey()));
        }
        return result;
    }

    /** A value without Groovy's lazy strings, however deep. */
    static Object plain(Object value) {
        if (value instanceof GString) {
            return value.toString();
        } else if (value instanceof List<?> list) {
            var copy = new ArrayList<>();
            list.forEach(each -> copy.add(plain(each)));
            return copy;
        } else if (value instanceof Map<?, ?> map && map.getClass().getName().startsWith("java.util.")) {
            var copy = new LinkedHashMap<>();
            map.forEach((key, each) -> copy.put(plain(key), plain(each)));
            return copy;
        }
        return value;
    }

    private static Object nested(Map<?, ?> map, Class<?> raw, String what) throws Exception {
        var arguments = new LinkedHashMap<String, Object>();
        map.forEach((key, each) -> arguments.put(String.valueOf(key), each));
        var named = arguments.remove("$class");
        if (named != null) {
            var found = Symbols.byClassName(raw, named.toString());
            if (found == null) {
                throw new IllegalArgumentException(what + ": there is no " + raw.getSimpleName()
                        + " of the class '" + named + "'");
            }
            return DataModel.of(found).instantiate(found.getSimpleName(), arguments);
        }
        if (Describable.class.isAssignableFrom(raw) || raw.getConstructors().length > 0) {
            return DataModel.of(raw).instantiate(what, arguments);
        }
        throw unfit(map, raw.getSimpleName(), what);
    }

    private static IllegalArgumentException unfit(Object value, String wanted, String what) {
        return new IllegalArgumentException(what + " takes a " + wanted + ", not the "
                + value.getClass().getSimpleName() + " '" + value + "'");
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        } else if (type instanceof ParameterizedType parameterized) {
            return raw(parameterized.getRawType());
        } else if (type instanceof GenericArrayType array) {
            return Array.newInstance(raw(array.getGenericComponentType()), 0).getClass();
        } else if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        return Object.class;
    }

    private static Type component(Type type, Class<?> raw) {
        return type instanceof GenericArrayType array ? array.getGenericComponentType() : raw.getComponentType();
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized && parameterized.getActualTypeArguments().length > index
                ? parameterized.getActualTypeArguments()[index] : Object.class;
    }
}
