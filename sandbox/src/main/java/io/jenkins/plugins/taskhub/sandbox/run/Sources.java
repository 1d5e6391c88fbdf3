package io.jenkins.plugins.taskhub.sandbox.run;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the sources that a Jenkinsfile belongs to. */
final class Sources {
    private Sources() {
    }

    /**
     * The git repository that the file lies in; else the working directory, where the file is below it; else the
     * directory of the file.
     */
    static Path of(Path jenkinsfile) {
        for (Path dir = jenkinsfile.getParent(); dir != null; dir = dir.getParent()) {
            if (Files.exists(dir.resolve(".git"))) {
                return dir;
            }
        }
        Path here = Path.of("").toAbsolutePath();
        return jenkinsfile.startsWith(here) ? here : jenkinsfile.getParent();
    }
}
