package io.jenkins.plugins.taskhub.sandbox.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A store of images for one test, so that nothing stays in that of the machine. */
final class BuildahStorage {
    private BuildahStorage() {
    }

    /** The variables that make buildah keep everything in this folder, by the driver that works everywhere. */
    static Map<String, String> in(Path dir) throws IOException {
        var conf = Files.createDirectories(dir).resolve("storage.conf");
        Files.writeString(conf, """
                [storage]
                driver = "vfs"
                graphroot = "%1$s/root"
                runroot = "%1$s/run"
                """.formatted(dir));
        return Map.of("CONTAINERS_STORAGE_CONF", conf.toString());
    }
}
