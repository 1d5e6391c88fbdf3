package io.jenkins.plugins.taskhub.embedded.fidelity;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The recorded public and protected API of Jenkins: text files with a line a class (kind, name, super types,
 * annotations) and an indented line a member (flags, name, JVM descriptor, exceptions).
 */
public final class RecordedApi {
    /** The system property that names the folder with the text files. */
    public static final String PROPERTY = "jenkins.api";

    private static final Pattern CLASS = Pattern.compile(
            "((?:\\w+ )*)(class|interface|annotation|enum|record) (\\S+)(?: extends (\\S+))?(?: implements (\\S+))?.*");
    private static final Pattern METHOD = Pattern.compile(
            "\\s+method ((?:\\w+ )*)([^\\s(]+)(\\([^)]*\\)[^;\\s]+;?)(?:;? throws .*)?");
    private static final Pattern FIELD = Pattern.compile("\\s+field ((?:\\w+ )*)(\\S+) (\\S+)");

    private final Map<String, Type> types = new HashMap<>();
    private final Set<String> packages = new HashSet<>();

    /**
     * A class.
     *
     * @param kind class, interface, annotation, enum or record
     * @param flags static, abstract, final, protected
     * @param name the binary name
     * @param superName the super class; {@code null} for that of interfaces and where it is Object
     * @param interfaces the direct interfaces
     * @param members flags by field ({@code name:descriptor}) or method ({@code name(…)…})
     */
    public record Type(String kind, Set<String> flags, String name, String superName, List<String> interfaces,
            Map<String, Set<String>> members) {
    }

    private RecordedApi() {
    }

    /** The record that {@link #PROPERTY} names; empty where it names none. */
    public static Optional<RecordedApi> given() throws IOException {
        String folder = System.getProperty(PROPERTY, "");
        return folder.isBlank() ? Optional.empty() : Optional.of(read(Path.of(folder)));
    }

    /** Why a test was not run that needs the record. */
    public static String notRun(String test) {
        return test + " was not run: the recorded API of Jenkins is not given; run it with -D" + PROPERTY + "=DIR";
    }

    /** Reads every text file of a folder. */
    public static RecordedApi read(Path folder) throws IOException {
        RecordedApi api = new RecordedApi();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.txt")) {
            for (Path file : files) {
                api.parse(Files.readAllLines(file));
            }
        }
        if (api.types.isEmpty()) {
            throw new IOException("No recorded API in " + folder);
        }
        return api;
    }

    private void parse(List<String> lines) {
        Type type = null;
        for (String line : lines) {
            Matcher m;
            if (!line.startsWith(" ") && (m = CLASS.matcher(line)).matches()) {
                type = new Type(m.group(2), flags(m.group(1)), m.group(3), m.group(4),
                        m.group(5) == null ? List.of() : List.of(m.group(5).split(",")), new HashMap<>());
                types.put(type.name(), type);
                packages.add(packageOf(type.name()));
            } else if (type != null && (m = METHOD.matcher(line)).matches()) {
                type.members().put(m.group(2) + m.group(3), flags(m.group(1)));
            } else if (type != null && (m = FIELD.matcher(line)).matches()) {
                type.members().put(m.group(2) + ":" + m.group(3), flags(m.group(1)));
            } else {
                throw new IllegalArgumentException("Not a line of a recorded API: " + line);
            }
        }
    }

    private static Set<String> flags(String words) {
        return words.isBlank() ? Set.of() : Set.of(words.strip().split(" "));
    }

    private static String packageOf(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    /** The class of a binary name, or {@code null}. */
    public Type type(String name) {
        return types.get(name);
    }

    /** Whether a class would be Jenkins' own: its package is one that the record has. */
    public boolean isJenkins(String name) {
        return packages.contains(packageOf(name));
    }

    /** The class and its super types as far as they are recorded, the nearest first. */
    public List<Type> hierarchy(String name) {
        Map<String, Type> found = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            Type type = types.get(open.poll());
            if (type != null && found.putIfAbsent(type.name(), type) == null) {
                if (type.superName() != null) {
                    open.add(type.superName());
                }
                open.addAll(type.interfaces());
            }
        }
        return List.copyOf(found.values());
    }

    /** The super types of a class where they leave the record: the JDK's and libraries'. */
    public Set<String> outside(String name) {
        Set<String> outside = new LinkedHashSet<>(List.of("java.lang.Object"));
        for (Type type : hierarchy(name)) {
            Stream.concat(Stream.ofNullable(type.superName()), type.interfaces().stream())
                    .filter(s -> !types.containsKey(s)).forEach(outside::add);
        }
        return outside;
    }
}
