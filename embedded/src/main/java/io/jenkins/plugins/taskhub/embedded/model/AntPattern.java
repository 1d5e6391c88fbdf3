package io.jenkins.plugins.taskhub.embedded.model;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Ant's file patterns, as Jenkins' fields take them: separated by commas, {@code *} and {@code ?} within a name,
 * {@code **} over directories, a trailing slash stands for everything below.
 */
public final class AntPattern {
    private static final String DEFAULT_EXCLUDES = "**/*~,**/#*#,**/.#*,**/%*%,**/._*,**/CVS,**/CVS/**,"
            + "**/.cvsignore,**/SCCS,**/SCCS/**,**/vssver.scc,**/.svn,**/.svn/**,**/.DS_Store,**/.git,**/.git/**,"
            + "**/.gitattributes,**/.gitignore,**/.gitmodules,**/.hg,**/.hg/**,**/.hgignore,**/.hgsub,"
            + "**/.hgsubstate,**/.hgtags,**/.bzr,**/.bzr/**,**/.bzrignore";

    private final List<Pattern> patterns;

    private AntPattern(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /** Parses a comma separated list; {@code null} or blank matches nothing. */
    public static AntPattern of(String list) {
        List<Pattern> patterns = new ArrayList<>();
        for (String one : list == null ? new String[0] : list.split(",")) {
            if (!one.isBlank()) {
                patterns.add(Pattern.compile(regex(one.strip().replace('\\', '/'))));
            }
        }
        return new AntPattern(patterns);
    }

    /** Whether one of the patterns matches a path relative to the directory, with slashes. */
    public boolean matches(String path) {
        return patterns.stream().anyMatch(p -> p.matcher(path).matches());
    }

    /** The regular files below a directory that are included and not excluded, sorted, relative with slashes. */
    public static List<String> scan(Path dir, String includes, String excludes, boolean defaultExcludes)
            throws IOException {
        if (!Files.isDirectory(dir)) {
            return List.of();
        }
        AntPattern in = of(includes);
        AntPattern out = of(excludes);
        AntPattern standard = of(defaultExcludes ? DEFAULT_EXCLUDES : null);
        try (Stream<Path> all = Files.walk(dir)) {
            return all.filter(Files::isRegularFile)
                    .map(p -> dir.relativize(p).toString().replace(File.separatorChar, '/'))
                    .filter(p -> in.matches(p) && !out.matches(p) && !standard.matches(p))
                    .sorted().toList();
        } catch (UncheckedIOException x) {
            throw x.getCause();
        }
    }

    private static String regex(String pattern) {
        String p = pattern.endsWith("/") ? pattern + "**" : pattern;
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < p.length(); i++) {
            char c = p.charAt(i);
            if (p.startsWith("**/", i) && (i == 0 || p.charAt(i - 1) == '/')) {
                regex.append("(?:[^/]+/)*");
                i += 2;
            } else if (p.startsWith("/**", i) && i + 3 == p.length()) {
                regex.append("(?:/.*)?");
                i += 2;
            } else if (p.equals("**")) {
                return ".*";
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
