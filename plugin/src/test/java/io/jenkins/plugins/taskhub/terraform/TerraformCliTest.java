package io.jenkins.plugins.taskhub.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.terraform.TerraformCli.Manner;
import io.jenkins.plugins.taskhub.terraform.TerraformCli.PlanOptions;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

public class TerraformCliTest {
    private static final Manner DEFAULT = new Manner(Duration.ofMinutes(1), null);

    private final TerraformCli cli = new TerraformCli("terraform", "infra/dev");

    @Test
    public void asksForTheVersionWithoutAFolder() {
        assertThat(TerraformCli.version("tofu")).containsExactly("tofu", "version", "-json");
    }

    @Test
    public void initialisesWithoutQuestions() {
        assertThat(cli.init(null, Duration.ofMinutes(1))).containsExactly("terraform", "-chdir=infra/dev", "init",
                "-input=false", "-no-color", "-lock-timeout=60s");
        assertThat(cli.init("/tmp/backend.json", Duration.ZERO)).containsExactly("terraform", "-chdir=infra/dev", "init",
                "-input=false", "-no-color", "-lock-timeout=0s", "-backend-config=/tmp/backend.json");
    }

    @Test
    public void selectsAWorkspaceOrMakesIt() {
        assertThat(cli.workspace("blue")).containsExactly("terraform", "-chdir=infra/dev", "workspace", "select",
                "-no-color", "-or-create=true", "blue");
    }

    @Test
    public void plansIntoAFile() {
        assertThat(cli.plan("/p/plan", new PlanOptions(List.of(), List.of(), false, DEFAULT))).containsExactly(
                "terraform", "-chdir=infra/dev", "plan", "-input=false", "-no-color", "-json", "-detailed-exitcode",
                "-out=/p/plan", "-lock-timeout=60s");
    }

    @Test
    public void plansWithEveryOption() {
        assertThat(cli.plan("/p/plan", new PlanOptions(List.of("/ws/a.tfvars", "/p/vars.json"), List.of("a.b", "c.d[0]"),
                true, new Manner(Duration.ofMinutes(5), 3)))).containsExactly("terraform", "-chdir=infra/dev", "plan",
                "-input=false", "-no-color", "-json", "-detailed-exitcode", "-out=/p/plan", "-lock-timeout=300s",
                "-parallelism=3", "-refresh-only", "-var-file=/ws/a.tfvars", "-var-file=/p/vars.json", "-target=a.b",
                "-target=c.d[0]");
    }

    @Test
    public void appliesAPlanWithNeitherVariablesNorTargets() {
        assertThat(cli.apply("/p/plan", DEFAULT)).containsExactly("terraform", "-chdir=infra/dev", "apply",
                "-input=false", "-no-color", "-json", "-lock-timeout=60s", "/p/plan");
        assertThat(cli.apply("/p/plan", new Manner(Duration.ZERO, 7))).containsExactly("terraform", "-chdir=infra/dev",
                "apply", "-input=false", "-no-color", "-json", "-lock-timeout=0s", "-parallelism=7", "/p/plan");
    }

    @Test
    public void validatesShowsAndReadsOutputsAsJson() {
        assertThat(cli.validate()).containsExactly("terraform", "-chdir=infra/dev", "validate", "-no-color", "-json");
        assertThat(cli.show("/p/plan")).containsExactly("terraform", "-chdir=infra/dev", "show", "-no-color", "-json",
                "/p/plan");
        assertThat(cli.outputs()).containsExactly("terraform", "-chdir=infra/dev", "output", "-no-color", "-json");
    }
}
