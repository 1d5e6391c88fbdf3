package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

import hudson.Util;
import io.jenkins.plugins.taskhub.embedded.cps.NearNames;
import io.jenkins.plugins.taskhub.embedded.model.EmbeddedJenkins;
import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taskhub steps}: which steps there are, and what they take. */
@Command(name = "steps", mixinStandardHelpOptions = true,
        description = "Lists the steps that a Jenkinsfile can call, with their parameters.")
public final class StepsCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Only this step, with its parameters.")
    private String name;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path home = Files.createTempDirectory("taskhub-steps");
        PrintWriter out = spec.commandLine().getOut();
        try (EmbeddedJenkins jenkins = EmbeddedJenkins.start(home.toFile())) {
            List<StepSheet> sheets = StepDescriptor.all().stream().map(StepSheet::of)
                    .sorted((a, b) -> a.name().compareToIgnoreCase(b.name())).toList();
            if (name == null) {
                sheets.forEach(sheet -> out.println(sheet.line()));
                out.println();
                out.println("* must be given. More on one of them: taskhub steps NAME");
            } else {
                out.print(find(sheets).text());
            }
            out.flush();
        } finally {
            Util.deleteRecursive(home.toFile());
        }
        return 0;
    }

    private StepSheet find(List<StepSheet> sheets) {
        return sheets.stream().filter(sheet -> sheet.name().equals(name)).findFirst()
                .orElseThrow(() -> CommandFailure.wrongUsage("There is no step " + name
                        + NearNames.hint(name, sheets.stream().map(StepSheet::name).toList())));
    }
}
