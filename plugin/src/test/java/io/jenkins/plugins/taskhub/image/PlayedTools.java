package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.registry.FakeRegistry;
import io.jenkins.plugins.taskhub.step.EngineRunner;
import io.jenkins.plugins.taskhub.step.FakePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plays git, the build tools and the builders without starting anything; what is pushed is in the registry then. */
final class PlayedTools implements EngineRunner.Processes {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    static final String PASSED = "<testsuite><testcase classname='x.A' name='a'/><testcase classname='x.A' name='b'>"
            + "<skipped/></testcase></testsuite>";
    static final String FAILED = "<testsuite><testcase classname='x.A' name='a'/><testcase classname='x.A' name='b'>"
            + "<failure/></testcase></testsuite>";

    final List<Command> commands = new ArrayList<>();
    final FakeRegistry registry = new FakeRegistry();
    /** What fails: the beginning of the command, and how it ends. */
    final Map<String, Outcome> failures = new HashMap<>();
    String report = PASSED;
    String git = COMMIT + " 1700000000";
    boolean registryKeepsAnother;
    private final FakePorts ports;

    PlayedTools(FakePorts ports) {
        this.ports = ports;
    }

    /** The command lines but git's and those that look for a builder, such as {@code mvn … verify}. */
    List<String> work() {
        return commands.stream().map(command -> String.join(" ", command.arguments()))
                .filter(line -> !line.startsWith("git ") && !line.endsWith(" info") && !line.contains(" version")).toList();
    }

    /** The one command that begins so. */
    Command command(String beginning) {
        return commands.stream().filter(command -> String.join(" ", command.arguments()).startsWith(beginning)).findFirst()
                .orElseThrow(() -> new AssertionError("no " + beginning + " among " + work()));
    }

    void fails(String beginning, int status, String... lines) {
        failures.put(beginning, new Outcome(status, List.of(lines), null, null));
    }

    @Override
    public Outcome run(Command command) throws Exception {
        commands.add(command);
        String line = String.join(" ", command.arguments());
        for (var failure : failures.entrySet()) {
            if (line.startsWith(failure.getKey())) {
                if (line.startsWith("mvn")) {
                    writeReport("target/surefire-reports/TEST-x.A.xml");
                }
                return failure.getValue();
            }
        }
        if (line.startsWith("git log")) {
            return git == null ? new Outcome(128, List.of("fatal: not a git repository"), null, null) : printed(git);
        } else if (line.startsWith("git config")) {
            return printed("https://me:secret@git.example.com/team/app.git\n");
        } else if (line.endsWith(" info")) {
            return printed("{\"store\":{\"GraphDriverName\":\"overlay\"}}");
        } else if (line.startsWith("docker push")) {
            pushed(last(command));
            return printed("The push refers to repository\n" + last(command).replaceFirst(".*:", "") + ": digest: " + DIGEST
                    + " size: 528\n");
        } else if (line.contains(" push ")) {
            Files.writeString(Path.of(after(command, "--digestfile")), DIGEST);
            pushed(last(command).replaceFirst("^docker://", ""));
        } else if (line.contains("jib-maven-plugin")) {
            Files.writeString(Path.of(property(command, "jib.outputPaths.imageJson")),
                    "{\"imageDigest\":\"" + DIGEST + "\"}");
            pushed(property(command, "jib.to.image"));
        } else if (line.startsWith("/kaniko/executor --context")) {
            Files.writeString(Path.of(option(command, "--digest-file=")), DIGEST);
            pushed(option(command, "--destination="));
        } else if (line.startsWith("mvn") || line.startsWith("./mvnw")) {
            writeReport("target/surefire-reports/TEST-x.A.xml");
        }
        return printed("");
    }

    /** The registry has a tag of {@code taskhub/app}, made from a commit. */
    void registryHas(String tag, String revision) {
        String config = "sha256:" + "c".repeat(64);
        registry.hasTag(tag, DIGEST);
        registry.on("/v2/taskhub/app/manifests/" + DIGEST, FakeRegistry.json("{\"config\":{\"digest\":\"" + config + "\"}}"));
        registry.on("/v2/taskhub/app/blobs/" + config, FakeRegistry.json("{\"config\":{\"Labels\":"
                + (revision == null ? "{}" : "{\"org.opencontainers.image.revision\":\"" + revision + "\"}") + "}}"));
    }

    private void pushed(String reference) {
        String path = reference.substring(reference.indexOf('/'), reference.lastIndexOf(':'));
        String digest = registryKeepsAnother ? DIGEST.replace('0', '1') : DIGEST;
        registry.on("/v2" + path + "/manifests/" + reference.substring(reference.lastIndexOf(':') + 1),
                FakeRegistry.status(200, "Docker-Content-Digest", digest));
    }

    private void writeReport(String path) throws IOException {
        Path file = Path.of(ports.workspace().getRemote(), path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, report);
    }

    private Outcome printed(String text) throws IOException, InterruptedException {
        var out = ports.privateDir().child("out");
        out.write(text, "UTF-8");
        return new Outcome(0, List.of(), null, out);
    }

    private static String last(Command command) {
        return command.arguments().get(command.arguments().size() - 1);
    }

    private static String after(Command command, String option) {
        return command.arguments().get(command.arguments().indexOf(option) + 1);
    }

    private static String property(Command command, String name) {
        return option(command, "-D" + name + "=");
    }

    private static String option(Command command, String beginning) {
        return command.arguments().stream().filter(argument -> argument.startsWith(beginning)).findFirst().orElseThrow()
                .substring(beginning.length());
    }
}
