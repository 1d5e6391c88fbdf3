package hudson;

import hudson.util.VariableResolver;
import io.jenkins.plugins.taskhub.embedded.model.Trees;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Modifier;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Helpers for strings, files and environment references. */
public class Util {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$([A-Za-z0-9_]+|\\{[A-Za-z0-9_.]+\\}|\\$)");

    /** Creates files atomically with these permissions where the file system has them. */
    private static final DateTimeFormatter XS_DATETIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    public static final DateTimeFormatter XS_DATETIME_FORMATTER2 = XS_DATETIME;

    /** Replaces {@code $name} and {@code ${name}}; {@code $$} stands for a dollar, an unknown name stays as it is. */
    public static String replaceMacro(String s, Map<String, String> properties) {
        return replaceMacro(s, (VariableResolver<String>) properties::get);
    }

    public static String replaceMacro(String s, VariableResolver<String> resolver) {
        if (s == null || s.indexOf('$') < 0) {
            return s;
        }
        StringBuilder out = new StringBuilder();
        Matcher m = VARIABLE.matcher(s);
        int from = 0;
        while (m.find(from)) {
            out.append(s, from, m.start());
            String key = m.group(1);
            if ("$".equals(key)) {
                out.append('$');
            } else {
                String value = resolver.resolve(key.charAt(0) == '{' ? key.substring(1, key.length() - 1) : key);
                out.append(value == null ? m.group() : value);
            }
            from = m.end();
        }
        return out.append(s, from, s.length()).toString();
    }

    public static String fixNull(String s) {
        return fixNull(s, "");
    }

    public static <T> T fixNull(T s, T defaultValue) {
        return s != null ? s : defaultValue;
    }

    public static <T> List<T> fixNull(List<T> l) {
        return fixNull(l, Collections.emptyList());
    }

    public static <T> Collection<T> fixNull(Collection<T> l) {
        return fixNull(l, Collections.emptyList());
    }

    public static String fixEmpty(String s) {
        return s == null || s.isEmpty() ? null : s;
    }

    public static String fixEmptyAndTrim(String s) {
        return s == null ? null : fixEmpty(s.trim());
    }

    public static <T> List<T> filter(Iterable<?> base, Class<T> type) {
        List<T> r = new ArrayList<>();
        for (Object i : base) {
            if (type.isInstance(i)) {
                r.add(type.cast(i));
            }
        }
        return r;
    }

    public static <T> List<T> filter(List<?> base, Class<T> type) {
        return filter((Iterable<?>) base, type);
    }

    public static String join(Collection<?> strings, String separator) {
        return strings.stream().map(String::valueOf).collect(Collectors.joining(separator));
    }

    /** Splits at the delimiters; quotes hold together. */
    public static String[] tokenize(String s, String delimiter) {
        List<String> tokens = new ArrayList<>();
        StringBuilder token = new StringBuilder();
        boolean started = false;
        char quote = 0;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    token.append(c == '\\' && i + 1 < s.length() ? s.charAt(++i) : c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                started = true;
            } else if (delimiter.indexOf(c) >= 0) {
                if (started) {
                    tokens.add(token.toString());
                }
                token.setLength(0);
                started = false;
            } else {
                token.append(c == '\\' && i + 1 < s.length() ? s.charAt(++i) : c);
                started = true;
            }
        }
        if (started) {
            tokens.add(token.toString());
        }
        return tokens.toArray(String[]::new);
    }

    public static String[] tokenize(String s) {
        return tokenize(s, " \t\n\r\f");
    }

    public static String[] mapToEnv(Map<String, String> m) {
        return m.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toArray(String[]::new);
    }

    public static String singleQuote(String s) {
        return "'" + s + "'";
    }

    public static String ensureEndsWith(String subject, String suffix) {
        return subject == null || subject.endsWith(suffix) ? subject : subject + suffix;
    }

    public static String removeTrailingSlash(String s) {
        return s.endsWith("/") ? s.substring(0, s.length() - 1) : s;
    }

    /** Escapes text for HTML, line ends become {@code <br>}. */
    public static String escape(String text) {
        return text == null ? null : xmlEscape(text).replace("\"", "&quot;").replace("'", "&#039;")
                .replace("\n", "<br>").replace("  ", " &nbsp;");
    }

    public static String xmlEscape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Encodes one segment of a URL's path. */
    public static String rawEncode(String s) {
        return URLEncoder.encode(s, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public static String toHexString(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    public static byte[] fromHexString(String data) {
        return HexFormat.of().parseHex(data);
    }

    /** The MD5 digest of a text, in hexadecimal digits. */
    public static String getDigestOf(String text) {
        return digest("MD5", text.getBytes(StandardCharsets.UTF_8));
    }

    public static String getHexOfSHA256DigestOf(byte[] input) {
        return digest("SHA-256", input);
    }

    public static String getHexOfSHA256DigestOf(String input) {
        return getHexOfSHA256DigestOf(input.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(String algorithm, byte[] input) {
        try {
            return toHexString(MessageDigest.getInstance(algorithm).digest(input));
        } catch (NoSuchAlgorithmException x) {
            throw new IllegalStateException(x);
        }
    }

    /** A time span in its two largest units, such as {@code 3 min 20 sec}. */
    public static String getTimeSpanString(long duration) {
        Duration d = Duration.ofMillis(duration);
        String[] units = {"day", "hr", "min", "sec"};
        long[] values = {d.toDays(), d.toHoursPart(), d.toMinutesPart(), d.toSecondsPart()};
        for (int i = 0; i < 3; i++) {
            if (values[i] > 0) {
                String first = values[i] + " " + units[i] + (i == 0 && values[i] > 1 ? "s" : "");
                return i == 0 && values[0] >= 10 ? first : first + " " + values[i + 1] + " " + units[i + 1];
            }
        }
        long millis = duration % 1000;
        if (values[3] >= 10) {
            return values[3] + " sec";
        }
        return values[3] > 0 ? values[3] + "." + millis / 100 + " sec" : duration + " ms";
    }

    public static void copyStream(InputStream in, OutputStream out) throws IOException {
        in.transferTo(out);
    }

    public static void copyStreamAndClose(InputStream in, OutputStream out) throws IOException {
        try (in; out) {
            in.transferTo(out);
        }
    }

    public static String loadFile(File logfile) throws IOException {
        return loadFile(logfile, Charset.defaultCharset());
    }

    public static String loadFile(File logfile, Charset charset) throws IOException {
        return logfile.exists() ? Files.readString(logfile.toPath(), charset) : "";
    }

    public static void deleteFile(File f) throws IOException {
        Files.deleteIfExists(f.toPath());
    }

    public static void deleteRecursive(File dir) throws IOException {
        Trees.delete(dir.toPath(), true);
    }

    public static void deleteContentsRecursive(File file) throws IOException {
        Trees.delete(file.toPath(), false);
    }

    public static File createTempDir() throws IOException {
        return Files.createTempDirectory("jenkins").toFile();
    }

    public static boolean isRelativePath(String path) {
        return !path.startsWith("/") && !path.matches("(?:\\\\\\\\.*|[A-Za-z]:[\\\\/].*)");
    }

    public static boolean isDescendant(File forParent, File potentialChild) throws IOException {
        return potentialChild.toPath().toAbsolutePath().normalize()
                .startsWith(forParent.toPath().toAbsolutePath().normalize());
    }

    public static boolean isSymlink(File file) throws IOException {
        return Files.isSymbolicLink(file.toPath());
    }

    public static Set<PosixFilePermission> modeToPermissions(int mode) throws IOException {
        if ((mode & ~0777) != 0) {
            throw new IOException("Invalid mode: " + Integer.toOctalString(mode));
        }
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission p : PosixFilePermission.values()) {
            if ((mode & 0400 >> p.ordinal()) != 0) {
                set.add(p);
            }
        }
        return set;
    }

    public static int permissionsToMode(Set<PosixFilePermission> permissions) {
        return permissions.stream().mapToInt(p -> 0400 >> p.ordinal()).sum();
    }

    /** Whether a subclass overrides a method of its base. */
    public static boolean isOverridden(Class<?> base, Class<?> derived, String methodName, Class<?>... types) {
        for (Class<?> c = derived; c != null && c != base; c = c.getSuperclass()) {
            try {
                return !Modifier.isAbstract(c.getDeclaredMethod(methodName, types).getModifiers());
            } catch (NoSuchMethodException x) {
                continue;
            }
        }
        return false;
    }
}
