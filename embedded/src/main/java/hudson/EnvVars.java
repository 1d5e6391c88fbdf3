package hudson;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Environment variables, sorted by name without regard to case. */
public class EnvVars extends TreeMap<String, String> {
    private static final long serialVersionUID = 1L;

    /** The environment of the controller's process. */
    public static final Map<String, String> masterEnvVars = Collections.unmodifiableMap(new EnvVars(System.getenv()));

    private Platform platform;

    public EnvVars() {
        super(String.CASE_INSENSITIVE_ORDER);
    }

    public EnvVars(Map<String, String> m) {
        this();
        putAll(m);
        if (m instanceof EnvVars other) {
            platform = other.platform;
        }
    }

    public EnvVars(EnvVars m) {
        this((Map<String, String>) m);
    }

    public EnvVars(String... keyValuePairs) {
        this();
        if (keyValuePairs.length % 2 != 0) {
            throw new IllegalArgumentException(Arrays.asList(keyValuePairs) + ": a name has no value");
        }
        for (int i = 0; i < keyValuePairs.length; i += 2) {
            put(keyValuePairs[i], keyValuePairs[i + 1]);
        }
    }

    public Platform getPlatform() {
        return platform;
    }

    public void setPlatform(Platform platform) {
        this.platform = platform;
    }

    /**
     * Sets a variable. {@code null} or an empty value removes it; {@code PATH+X} puts the value in front of
     * {@code PATH}.
     */
    public void override(String key, String value) {
        if (value == null || value.isEmpty()) {
            remove(key);
            return;
        }
        int plus = key.indexOf('+');
        if (plus > 0) {
            String realKey = key.substring(0, plus);
            String old = get(realKey);
            char separator = platform == null ? File.pathSeparatorChar : platform.pathSeparator;
            put(realKey, old == null ? value : value + separator + old);
            return;
        }
        put(key, value);
    }

    public EnvVars overrideAll(Map<String, String> all) {
        all.forEach(this::override);
        return this;
    }

    /** As {@link #overrideAll}, with references to other variables expanded, also to those in {@code all}. */
    public EnvVars overrideExpandingAll(Map<String, String> all) {
        for (String key : References.order(this, all)) {
            override(key, expand(all.get(key)));
        }
        return this;
    }

    /** Expands references in the values of a map by each other. */
    public static void resolve(Map<String, String> env) {
        for (Map.Entry<String, String> entry : env.entrySet()) {
            entry.setValue(Util.replaceMacro(entry.getValue(), env));
        }
    }

    public String get(String key, String defaultValue) {
        String value = get(key);
        return value == null ? defaultValue : value;
    }

    @Override
    public String put(String key, String value) {
        if (value == null) {
            throw new IllegalArgumentException("Null value not allowed as an environment variable: " + key);
        }
        return super.put(key, value);
    }

    public void putIfNotNull(String key, String value) {
        if (value != null) {
            put(key, value);
        }
    }

    public void putAllNonNull(Map<String, String> map) {
        map.forEach(this::putIfNotNull);
    }

    /** Adds a line {@code NAME=VALUE}. */
    public void addLine(String line) {
        int separator = line.indexOf('=');
        if (separator > 0) {
            put(line.substring(0, separator), line.substring(separator + 1));
        }
    }

    public String expand(String s) {
        return Util.replaceMacro(s, this);
    }

    /** A cookie by which {@link Launcher#kill} finds the processes that inherited it. */
    public static EnvVars createCookie() {
        return new EnvVars("HUDSON_COOKIE", UUID.randomUUID().toString());
    }

    /** The environment of a node's process; every node here runs in this process. */
    public static EnvVars getRemote(VirtualChannel channel) throws IOException, InterruptedException {
        return channel == null ? new EnvVars("N/A", "N/A") : new EnvVars(System.getenv());
    }

    /** The order in which variables that refer to each other are set. */
    private static final class References {
        private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\{([^}]+)}|([A-Za-z0-9_]+))");
        private final Map<String, String> all;
        private final Set<String> ordered = new LinkedHashSet<>();
        private final Set<String> visiting = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

        private References(Map<String, String> all) {
            this.all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            this.all.putAll(all);
        }

        static Collection<String> order(EnvVars base, Map<String, String> all) {
            References references = new References(all);
            all.keySet().stream().filter(k -> k.indexOf('+') > 0).forEach(references.ordered::add);
            all.keySet().forEach(key -> references.visit(key, base));
            return references.ordered;
        }

        private void visit(String key, EnvVars base) {
            if (ordered.contains(key) || !all.containsKey(key) || !visiting.add(key)) {
                return;
            }
            String value = all.get(key);
            if (value != null) {
                Matcher m = REFERENCE.matcher(value);
                while (m.find()) {
                    String name = m.group(1) != null ? m.group(1) : m.group(2);
                    if (!name.equalsIgnoreCase(key)) {
                        visit(name, base);
                    }
                }
            }
            ordered.add(key);
        }
    }
}
