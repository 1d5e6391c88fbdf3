package io.jenkins.plugins.taskhub.sandbox.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sources with one small Terraform root, which needs no provider from elsewhere, and a state beside them. */
final class TerraformRoot {
    static final String DIR = "infra/dev";

    private final Path sources;
    private final Path state;

    /** @param folder an empty folder of the test's own */
    TerraformRoot(Path folder) throws IOException {
        requireTerraform();
        sources = folder.resolve("sources");
        state = folder.resolve("state/terraform.tfstate");
        Files.createDirectories(sources.resolve(DIR));
    }

    /** Fails with a sentence where there is no terraform. */
    static void requireTerraform() {
        boolean there = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "terraform")));
        if (!there) {
            throw new AssertionError("these tests need Terraform 1.4 or newer: put the program terraform on the PATH");
        }
    }

    Path sources() {
        return sources;
    }

    Path state() {
        return state;
    }

    Path dir() {
        return sources.resolve(DIR);
    }

    /** Writes the configuration; its state is local unless it names another backend. */
    void configuration(String hcl) throws IOException {
        Files.writeString(dir().resolve("main.tf"),
                (hcl.contains("backend \"") ? "" : "terraform {\n  backend \"local\" {}\n}\n") + hcl);
    }

    /** A call of the step with these parameters beside the folder and the state. */
    String call(String parameters) {
        return "terraformApply(dir: '" + DIR + "', target: 'dev', backendConfig: [path: '" + state + "']"
                + (parameters.isEmpty() ? "" : ", " + parameters) + ")";
    }

    /** A Jenkinsfile that shows the result of a step. */
    Path jenkinsfile(String job, String call) throws IOException {
        return Files.writeString(sources.resolve(job + ".Jenkinsfile"), """
                node {
                    checkout scm
                    def r = %s
                    echo "RESULT +${r.add} ~${r.change} -${r.destroy} applied ${r.applied} partial ${r.partial} ${r.outputs}"
                }
                """.formatted(call));
    }

    /** Runs terraform as somebody at a terminal would. */
    Process terraform(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(dir().toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TF_IN_AUTOMATION", "1");
        builder.environment().put("TF_INPUT", "0");
        builder.environment().put("TF_DATA_DIR", state.resolveSibling("data").toString());
        return builder.start();
    }

    /** Waits for a terraform that was started by hand. */
    static void await(Process process) throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("terraform did not end within a minute");
        }
    }
}
