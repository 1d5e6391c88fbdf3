package io.jenkins.plugins.taskhub.image;

import java.util.ArrayList;
import java.util.List;

/** Builds the argument lists of kaniko's executor, one method a subcommand. */
final class KanikoCli {
    /** Where the images of kaniko have it. */
    static final String PROGRAM = "/kaniko/executor";

    private final String workspace;

    /** @param workspace its absolute path, since kaniko takes a relative one for another */
    KanikoCli(String workspace) {
        this.workspace = workspace;
    }

    /** The version, which tells that it is there. */
    List<String> version() {
        return List.of(PROGRAM, "version");
    }

    /** Builds an image, and pushes it in the same go. */
    List<String> build(Plan plan) {
        var arguments = new ArrayList<>(List.of(PROGRAM, "--context=dir://" + absolute(plan.context()),
                "--dockerfile=" + absolute(plan.dockerfile()), "--destination=" + plan.reference()));
        if (plan.latest()) {
            arguments.add("--destination=" + plan.latestReference());
        }
        plan.buildArgs().forEach((name, value) -> arguments.add("--build-arg=" + name + "=" + value));
        plan.labels().forEach((name, value) -> arguments.add("--label=" + name + "=" + value));
        plan.platforms().forEach(platform -> arguments.add("--custom-platform=" + platform));
        if (plan.image().isOnLoopback()) {
            arguments.add("--insecure-registry=" + plan.image().registry());
        }
        if (plan.push()) {
            arguments.add("--digest-file=" + plan.digestFile());
        } else {
            arguments.add("--no-push");
        }
        // Kaniko works in the file system of its container; the next image of the build needs it clean.
        arguments.add("--cleanup");
        return List.copyOf(arguments);
    }

    private String absolute(String path) {
        return path.equals(".") ? workspace : workspace + "/" + path;
    }
}
