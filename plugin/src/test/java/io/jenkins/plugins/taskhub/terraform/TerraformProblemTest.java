package io.jenkins.plugins.taskhub.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.cli.Outcome;
import java.util.List;
import org.junit.Test;

public class TerraformProblemTest {
    private static final TerraformCli CLI = new TerraformCli("terraform", "infra/dev");

    @Test
    public void tellsFileAndLineOfAnInvalidConfiguration() {
        assertThat(of(1, """
                Error: Terraform encountered problems during initialisation, including problems
                with the configuration, described below.

                The Terraform configuration must be valid before initialization so that
                Terraform can determine which modules and providers need to be installed.


                Error: Invalid expression

                  on main.tf line 2, in resource "terraform_data" "x":
                   2:   input =\s
                   3: }

                Expected the start of an expression, but found an invalid expression token.
                """)).isEqualTo("main.tf:2: Invalid expression: Expected the start of an expression, but found an invalid "
                + "expression token");
    }

    @Test
    public void saysWhatToDoAboutAProviderThatCannotBeHad() {
        assertThat(of(1, """
                Initializing the backend...
                Initializing provider plugins...
                - Finding latest version of example/nope...

                Error: Failed to query available provider packages

                Could not retrieve the list of available versions for provider example/nope:
                could not connect to registry.terraform.io

                To see which modules are currently depending on example/nope and what
                versions are specified, run the following command:
                    terraform providers
                """)).isEqualTo("Failed to query available provider packages: Could not retrieve the list of available "
                + "versions for provider example/nope: could not connect to registry.terraform.io: check the agent's way to "
                + "the provider registry, or give it a provider mirror in its CLI configuration");
    }

    @Test
    public void saysWhatToDoAboutABucketThatIsNotThere() {
        assertThat(of(1, "Error: operation error S3: ListObjectsV2, StatusCode: 404, NoSuchBucket: x"))
                .endsWith("NoSuchBucket: x: make the bucket, or correct its name");
    }

    @Test
    public void readsFramedErrors() {
        assertThat(of(1, """
                ╷
                │ Error: Backend initialization required
                │\s
                │ Reason: Initial configuration of the requested backend "local"
                ╵
                """)).isEqualTo("Backend initialization required: Reason: Initial configuration of the requested backend "
                + "\"local\"");
    }

    @Test
    public void namesTheProgramThatIsMissing() {
        assertThat(of(127, "sh: 1: exec: terraform: not found")).isEqualTo("terraform is not on the PATH of the agent: "
                + "install Terraform or OpenTofu there, or run the step in a container that has it");
    }

    @Test
    public void tellsThatTheProcessWasLostOrSaidNothing() {
        assertThat(of(-1, "")).startsWith("the agent lost the process of terraform");
        assertThat(of(1, "")).isEqualTo("terraform ended with status 1 and said nothing: run it by hand on the agent");
    }

    @Test
    public void tellsTheFirstErrorAndHowManyMoreThereAre() {
        var errors = List.of(new Diagnostic(true, "No value for required variable", "The variable \"size\" is not set.\n\nx",
                        "main.tf:4", ""), new Diagnostic(true, "b", "", "", ""), new Diagnostic(true, "c", "", "", ""));
        assertThat(TerraformProblem.of(CLI, errors)).isEqualTo("main.tf:4: No value for required variable: The variable "
                + "\"size\" is not set: give it by vars, secretVars or varFiles (and 2 more errors)");
    }

    @Test
    public void explainsALockWhereverItStands() {
        assertThat(of(1, """
                Error: Error acquiring the state lock

                Error message: resource temporarily unavailable
                Lock Info:
                  ID:        5b9c
                  Who:       root@vm
                """)).startsWith("the state is locked by root@vm, lock ID '5b9c'");
    }

    private static String of(int status, String said) {
        return TerraformProblem.of(CLI, new Outcome(status, said.lines().toList(), null, null));
    }
}
