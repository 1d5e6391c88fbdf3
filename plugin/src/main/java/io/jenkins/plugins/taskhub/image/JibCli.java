package io.jenkins.plugins.taskhub.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Builds the argument lists of jib inside Maven and Gradle, and reads what it writes. */
final class JibCli {
    private static final String MAVEN_PLUGIN = "com.google.cloud.tools:jib-maven-plugin:3.5.2:";

    private final boolean loggedIn;

    /** @param loggedIn there are credentials for the registry */
    JibCli(boolean loggedIn) {
        this.loggedIn = loggedIn;
    }

    /** Makes the image of a Maven project whose classes are there, and pushes it in the same go. */
    List<String> maven(MavenCli maven, Plan plan) {
        return maven.goal(MAVEN_PLUGIN + (plan.push() ? "build" : "buildTar"), properties(plan));
    }

    /**
     * Makes the image of a Gradle project, and pushes it in the same go.
     *
     * @param script absolute path of the init script that brings the plugin
     */
    List<String> gradle(GradleCli gradle, String script, Plan plan) {
        return gradle.task(plan.push() ? "jib" : "jibBuildTar", script, properties(plan));
    }

    /** The digest in the file that jib wrote about the image. */
    static Optional<String> readImageJson(String json) throws IOException {
        return Optional.ofNullable(new ObjectMapper().readTree(json).path("imageDigest").textValue());
    }

    private List<String> properties(Plan plan) {
        var properties = new ArrayList<>(List.of("jib.to.image=" + plan.reference()));
        if (plan.latest()) {
            properties.add("jib.to.tags=latest");
        }
        if (plan.baseImage() != null) {
            properties.add("jib.from.image=" + plan.baseImage());
        }
        if (!plan.platforms().isEmpty()) {
            properties.add("jib.from.platforms=" + String.join(",", plan.platforms()));
        }
        if (!plan.labels().isEmpty()) {
            properties.add("jib.container.labels=" + plan.labels().entrySet().stream()
                    .map(label -> label.getKey() + "=" + escaped(label.getValue())).collect(Collectors.joining(",")));
        }
        properties.add("jib.container.creationTime=" + plan.created());
        properties.add("jib.outputPaths.imageJson=" + plan.digestFile());
        if (plan.image().isOnLoopback()) {
            // Jib tries TLS first and goes on in plain http where the registry answers without it.
            properties.add("jib.allowInsecureRegistries=true");
            if (loggedIn) {
                properties.add("sendCredentialsOverHttp=true");
            }
        }
        properties.addAll(List.of("jib.disableUpdateChecks=true", "jib.console=plain"));
        return properties;
    }

    /** Jib divides labels at commas. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace(",", "\\,");
    }
}
