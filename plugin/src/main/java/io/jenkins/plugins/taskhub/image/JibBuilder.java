package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Jib inside Maven or Gradle: no daemon, no Dockerfile; it builds and pushes in one go. */
record JibBuilder(RegistryAccess access, Sources sources, boolean gradle) implements Builder {

    @Override
    public String name() {
        return "jib";
    }

    @Override
    public Command build(Plan plan, Ports ports) throws IOException, InterruptedException {
        var jib = new JibCli(access.login() != null);
        String folder = plan.context();
        return access.with(gradle
                ? jib.gradle(new GradleCli(folder, sources.has(folder, "gradlew")), script(ports), plan)
                : jib.maven(new MavenCli(folder, sources.has(folder, "mvnw")), plan));
    }

    @Override
    public boolean pushesWhileBuilding(Plan plan) {
        return true;
    }

    @Override
    public Optional<String> digest(Plan plan, Outcome outcome, Ports ports) throws IOException, InterruptedException {
        return JibCli.readImageJson(Builder.written(plan, ports));
    }

    private static String script(Ports ports) throws IOException, InterruptedException {
        try (InputStream script = JibBuilder.class.getResourceAsStream("jib.init.gradle")) {
            return ports.agent().privateFile("jib.init.gradle", new String(script.readAllBytes(), StandardCharsets.UTF_8))
                    .getRemote();
        }
    }
}
