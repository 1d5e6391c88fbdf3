package io.jenkins.plugins.taskhub.terraform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What Terraform itself wrote once; see the README beside the files. */
final class Recorded {
    private Recorded() {}

    static Plan plan(String name) throws IOException {
        return plan(name, new ArrayList<>());
    }

    /** @param secrets gets what the plan marks as sensitive */
    static Plan plan(String name, List<String> secrets) throws IOException {
        try (var in = open(name + ".json")) {
            return Plan.read(in, secrets::add);
        }
    }

    static String text(String file) throws IOException {
        try (var in = open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String file) throws IOException {
        var in = Recorded.class.getResourceAsStream(file);
        if (in == null) {
            throw new IOException("no recorded " + file);
        }
        return in;
    }
}
