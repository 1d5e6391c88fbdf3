package io.jenkins.plugins.taskhub.image;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What builds an application, and where its test reports are. */
enum Tool {
    /** Apache Maven. */
    MAVEN(List.of("pom.xml"), List.of("**/target/surefire-reports/TEST-*.xml", "**/target/failsafe-reports/TEST-*.xml"),
            true),
    /** Gradle; a test that needs not run again keeps its report, so reports are good whenever they were written. */
    GRADLE(List.of("build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts"),
            List.of("**/build/test-results/**/TEST-*.xml"), false),
    /** npm; the names that its common JUnit reporters use. */
    NPM(List.of("package.json"), List.of("junit.xml", "test-results.xml", "test-results/**/*.xml", "reports/junit/*.xml"),
            true);

    private final List<String> files;
    private final List<String> reports;
    private final boolean writesAnew;

    Tool(List<String> files, List<String> reports, boolean writesAnew) {
        this.files = files;
        this.reports = reports;
        this.writesAnew = writesAnew;
    }

    /** The first tool whose build file is in a folder. */
    static Optional<Tool> of(Sources sources, String folder) {
        for (Tool tool : values()) {
            if (tool.isIn(sources, folder)) {
                return Optional.of(tool);
            }
        }
        return Optional.empty();
    }

    /** A folder has a build file of this tool. */
    boolean isIn(Sources sources, String folder) {
        return sources.has(folder, files.toArray(String[]::new));
    }

    /** Patterns of its test reports below a folder, relative to the workspace. */
    List<String> reports(String folder) {
        return reports.stream().map(pattern -> Paths.below(folder, pattern)).toList();
    }

    /** A report that is older than the build is left from another one. */
    boolean writesAnew() {
        return writesAnew;
    }

    /** The build file that messages name. */
    String file() {
        return files.get(0);
    }

    /** As the parameter {@code tool} names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
