package io.jenkins.plugins.taskhub.image;

import java.nio.file.Path;

/** Paths of the workspace as texts: relative to it, with slashes, whatever the controller runs on. */
final class Paths {
    private Paths() {}

    /** Whether a file lies in a folder or below it; both are judged by their text alone. */
    static boolean inside(String folder, String file) {
        Path root = Path.of("/").resolve(folder).normalize();
        return Path.of("/").resolve(file).normalize().startsWith(root);
    }

    /** A file of a folder; without the folder where that is the workspace itself. */
    static String below(String folder, String file) {
        return folder.equals(".") ? file : folder + "/" + file;
    }
}
