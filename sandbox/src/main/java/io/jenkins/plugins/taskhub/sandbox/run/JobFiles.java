package io.jenkins.plugins.taskhub.sandbox.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Between the names of jobs and the files of their scripts. */
final class JobFiles {
    private static final String SUFFIX = ".Jenkinsfile";
    private static final String PREFIX = "taskhub-";

    private JobFiles() {
    }

    /** {@code deploy-dev} for deploy-dev.Jenkinsfile; the name of the directory for a plain Jenkinsfile. */
    static String nameOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        String name = absolute.getFileName().toString();
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length())
                : name.endsWith(".groovy") ? name.substring(0, name.length() - ".groovy".length())
                : name.equals("Jenkinsfile") && absolute.getParent().getFileName() != null
                        ? absolute.getParent().getFileName().toString() : name;
        return stem.replaceAll("[^A-Za-z0-9_.-]", "-");
    }

    /** The file of a job that another one names, beside that one's file. */
    static Optional<Path> beside(Path file, String job) {
        Path dir = file.toAbsolutePath().getParent();
        return Stream.of(job, job.startsWith(PREFIX) ? job.substring(PREFIX.length()) : job)
                .map(name -> dir.resolve(name + SUFFIX)).filter(Files::isRegularFile).findFirst();
    }
}
