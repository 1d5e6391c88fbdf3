package io.jenkins.plugins.taskhub.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.kubernetes.ClusterPort;
import io.jenkins.plugins.taskhub.report.HtmlRenderer;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.step.Answer;
import io.jenkins.plugins.taskhub.step.EngineRunner;
import io.jenkins.plugins.taskhub.step.FakePorts;
import io.jenkins.plugins.taskhub.step.KubeAccess;
import io.jenkins.plugins.taskhub.step.Question;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TerraformApplyTest {
    private static final String PASSWORD = "canary-password-1";

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private final List<Command> commands = new ArrayList<>();
    private final Map<String, Outcome> ends = new LinkedHashMap<>();
    private final List<Question> questions = new ArrayList<>();
    private String shows = "create";
    private Runnable whileAsked = () -> { };
    private ApplyRequest request;
    private FakePorts ports;
    private Path dir;

    @Before
    public void makeAWorkspace() throws Exception {
        ports = new FakePorts(tmp.getRoot(), "terraform");
        ports.credentials("apiVersion: v1\n", null);
        ports.secretTexts.put("db", PASSWORD);
        dir = Path.of(ports.workspace().getRemote()).resolve("infra/dev");
        Files.createDirectories(dir);
        Files.writeString(dir.resolve("main.tf"), "# a configuration\n");
        request = new ApplyRequest();
        request.dir = "infra/dev";
        request.target = "dev";
        request.confirm = true;
        request.vars.put("size", 1);
        request.secretVars.put("password", "db");
        request.cluster = new KubeAccess(null, null, "controller");
    }

    @Test
    public void appliesThePlanThatItShowed() throws Exception {
        var result = apply();
        assertThat(commands).extracting(command -> command.arguments().get(command.arguments().get(1).startsWith("-") ? 2 : 1))
                .containsExactly("version", "init", "validate", "plan", "show", "apply", "output");
        assertThat(result).containsEntry("add", 5).containsEntry("change", 0).containsEntry("destroy", 0)
                .containsEntry("drift", 0).containsEntry("applied", true).containsEntry("partial", false)
                .containsEntry("outputs", Map.of("size", 1));
        assertThat((String) result.get("planSha256")).matches("[0-9a-f]{64}");
        assertThat(ports.text()).contains("[terraform] Preparing dev (infra/dev) with terraform 1.11.4\n",
                "[terraform] Plan of dev (infra/dev): 5 to add, 0 to change, 0 to destroy, 2 outputs change\n",
                "[terraform]   create terraform_data.secret\n", "[terraform]   5 of 5: terraform_data.",
                "[terraform] Applied dev (infra/dev): 5 added, 0 changed, 0 destroyed\n");
        assertThat(ports.reports).extracting(Report::getHeadline)
                .containsExactly("Plan of dev (infra/dev): information", "Applied dev (infra/dev): done");
        assertThat(ports.privateDir().child("plan").exists()).isFalse();
    }

    @Test
    public void givesSecretsByTheEnvironmentAlone() throws Exception {
        apply();
        assertThat(commands).allSatisfy(command -> {
            assertThat(command.secrets().get("TF_VAR_password").getPlainText()).isEqualTo(PASSWORD);
            assertThat(command.arguments()).noneMatch(argument -> argument.contains(PASSWORD));
            assertThat(command.environment()).containsEntry("TF_IN_AUTOMATION", "1").containsEntry("TF_INPUT", "0")
                    .doesNotContainKey("KUBECONFIG");
            assertThat(command.environment().get("TF_DATA_DIR")).startsWith(ports.privateDir().getRemote());
        });
        assertThat(ports.text() + html()).doesNotContain("canary-password");
    }

    @Test
    public void showsNoSensitiveValueOfAnyPlan() throws Exception {
        request.planOnly = true;
        for (String name : List.of("create", "replace", "forget", "destroy", "drift")) {
            shows = name;
            request.secretVars.clear();
            request.vars.clear();
            apply();
        }
        assertThat(html()).contains("(sensitive value)").doesNotContain("canary-password");
        assertThat(ports.text()).doesNotContain("canary-password");
    }

    @Test
    public void savesNoSecret() throws Exception {
        var runner = runner();
        runner.runUntil("Applying");
        assertThat(new String(runner.saved(), StandardCharsets.ISO_8859_1)).doesNotContain("canary-password")
                .contains("infra/dev");
    }

    @Test
    public void appliesNothingWhereNothingChanges() throws Exception {
        shows = "unchanged";
        ends.put("plan", new Outcome(0, List.of(), null, null));
        var result = apply();
        assertThat(result).containsEntry("applied", false).containsEntry("add", 0).containsEntry("outputs", Map.of("size", 1));
        assertThat(ran("apply")).isFalse();
        assertThat(ports.text()).contains("[terraform] No changes in dev (infra/dev): nothing to apply\n");
        assertThat(ports.reports).extracting(Report::getHeadline).containsExactly("Plan of dev (infra/dev): done");
    }

    @Test
    public void refusesToDestroyUnlessTheAddressIsGiven() throws Exception {
        ports.secretTexts.put("db", "canary-password-2");
        request.vars.put("size", 2);
        shows = "replace";
        refused("the plan would destroy terraform_data.replaced: nothing was applied. If that is wanted, give the address in "
                + "allowDestroy");
        assertThat(ran("apply")).isFalse();
        assertThat(ports.reports).extracting(Report::getHeadline).containsExactly("Plan of dev (infra/dev): look at it");

        request.allowDestroy.add("terraform_data.replaced");
        assertThat(apply()).containsEntry("applied", true).containsEntry("destroy", 1);
    }

    @Test
    public void plansOnlyWhereThatIsAskedForAndNeedsNoConfirmation() throws Exception {
        request.confirm = false;
        request.planOnly = true;
        assertThat(apply()).containsEntry("applied", false).containsEntry("add", 5);
        assertThat(ran("apply")).isFalse();
        assertThat(ports.text()).contains("Only a plan was asked for: nothing is applied");
    }

    @Test
    public void tellsDriftAndAppliesNothing() throws Exception {
        request.confirm = false;
        request.driftOnly = true;
        request.secretVars.clear();
        shows = "drift";
        assertThat(apply()).containsEntry("applied", false).containsEntry("drift", 2);
        assertThat(arguments("plan")).contains("-refresh-only");
        assertThat(ran("apply")).isFalse();
        assertThat(ports.text()).contains("changed outside: destroy terraform_data.lost\n");
        assertThat(html()).contains("Changed outside of Terraform");
    }

    @Test
    public void callsAPlanWithTargetsPartialAndGivesTargetsToThePlanAlone() throws Exception {
        ports.secretTexts.put("db", "canary-password-2");
        request.targets.add("terraform_data.plain");
        shows = "partial";
        assertThat(apply()).containsEntry("partial", true).containsEntry("applied", true);
        assertThat(arguments("plan")).contains("-target=terraform_data.plain");
        assertThat(arguments("apply")).noneMatch(argument -> argument.contains("target"));
        assertThat(ports.text()).contains("[terraform] This plan is partial: only terraform_data.plain");
        assertThat(ports.reports).extracting(Report::getHeadline).containsExactly("Plan of dev (infra/dev): look at it",
                "Applied dev (infra/dev): look at it");
    }

    @Test
    public void asksBeforeItAppliesAndAppliesWhatWasApproved() throws Exception {
        request.approve = true;
        request.submitter = "admins";
        var result = apply();
        assertThat(questions).singleElement().satisfies(question -> {
            assertThat(question.message()).contains("Apply the plan of dev (infra/dev)? 5 to add",
                    (String) result.get("planSha256"));
            assertThat(question.submitter()).isEqualTo("admins");
        });
        assertThat(html()).contains("Approved by");
    }

    @Test
    public void asksNobodyWhereNothingChanges() throws Exception {
        request.approve = true;
        shows = "unchanged";
        ends.put("plan", new Outcome(0, List.of(), null, null));
        apply();
        assertThat(questions).isEmpty();
    }

    @Test
    public void voidsAnApprovalWhenThePlanWasChangedMeanwhile() {
        request.approve = true;
        whileAsked = () -> write(ports.privateDir().child("plan"), "another plan");
        refused("the plan of dev (infra/dev) was changed after it was shown, so it is void: nothing was applied");
        assertThat(ran("apply")).isFalse();
    }

    @Test
    public void goesOnAfterARestartWhileItWaitsForApproval() throws Exception {
        request.approve = true;
        var runner = runner();
        runner.runUntil("Waiting for approval");
        var result = runner.restarted().run();
        assertThat(result).containsEntry("applied", true);
        assertThat(ports.text() + html()).doesNotContain("canary-password");
    }

    @Test
    public void tellsWhatIsLeftWhenApplyFails() throws Exception {
        ends.put("apply", new Outcome(1, Recorded.text("interrupted.log").lines().toList(), null, null));
        refused("dev (infra/dev) could not be applied: main.tf:2 (terraform_data.slow): local-exec provisioner error: Error "
                + "running command 'echo begun; sleep 3': signal: killed. Output: begun (and 2 more errors). 0 of 5 done; the "
                + "state knows what was done and is not locked: mend the cause and run the job again, which plans the rest");
        assertThat(ports.reports).extracting(Report::getHeadline).last().isEqualTo("Failure of dev (infra/dev): failed");
        assertThat(ports.privateDir().child("plan").exists()).isFalse();
    }

    @Test
    public void explainsAStateThatIsLocked() throws Exception {
        ends.put("plan", new Outcome(1, Recorded.text("locked.log").lines().toList(), null, null));
        refused("dev (infra/dev) cannot be planned, nothing was changed: the state is locked by ");
    }

    @Test
    public void refusesVariablesThatTheConfigurationDoesNotDeclare() {
        request.vars.put("sice", 3);
        refused("vars 'sice' is not a variable of infra/dev (it declares password, size): correct its name");
        request.vars.remove("sice");
        request.secretVars.put("passwort", "db");
        refused("secretVars 'passwort' is not a variable of infra/dev");
        assertThat(ran("apply")).isFalse();
    }

    @Test
    public void refusesASecretVariableWhoseValueAFileOverrides() {
        ports.secretTexts.put("db", "canary-password-7");
        refused("the variable password of secretVars got another value: a .tfvars file sets it as well");
    }

    @Test
    public void refusesWhatIsNotInTheWorkspaceBeforeAnythingRuns() throws Exception {
        Files.createDirectories(dir.resolveSibling("prod"));
        request.dir = "infra/qa";
        refused("there is no folder 'infra/qa' in the workspace (beside it are dev, prod): correct dir");
        request.dir = "infra/prod";
        refused("dir 'infra/prod' has no .tf file");
        request.dir = "infra/dev";
        request.varFiles.add("none.tfvars");
        refused("there is no variable file 'none.tfvars' in infra/dev: correct varFiles");
        Files.writeString(tmp.getRoot().toPath().resolve("outside.tfvars"), "");
        request.varFiles.set(0, "../../../outside.tfvars");
        refused("varFiles '../../../outside.tfvars' leads out of the workspace");
        assertThat(commands).isEmpty();
    }

    @Test
    public void refusesAnEnvironmentThatWouldChangeWhatIsPlannedOrShown() {
        for (String name : List.of("TF_CLI_ARGS", "TF_CLI_ARGS_plan", "TF_VAR_size", "TF_WORKSPACE", "TF_LOG",
                "TF_LOG_PATH", "TF_REATTACH_PROVIDERS")) {
            ports.env.put(name, "x");
            refused(name + " is set in the environment");
            ports.env.remove(name);
        }
        assertThat(commands).isEmpty();
    }

    @Test
    public void requiresTheDefinitionsThatMonitoringBrings() throws Exception {
        ports.cluster = missing("servicemonitors.monitoring.coreos.com");
        request.requireCrds.add("servicemonitors.monitoring.coreos.com");
        refused("ServiceMonitor CRD is not installed: run taskhub-platform-deploy with TARGET=monitoring first");
        assertThat(commands).isEmpty();
        request.target = "monitoring";
        assertThat(apply()).containsEntry("applied", true);
        request.target = "prod";
        ports.cluster = missing();
        assertThat(apply()).containsEntry("applied", true);
    }

    @Test
    public void leadsTerraformToTheClusterOfTheKubeconfig() throws Exception {
        ports.cluster = missing();
        request.cluster = new KubeAccess("kube", "blue", "controller");
        apply();
        assertThat(commands.get(1).environment()).containsEntry("KUBE_CTX", "blue")
                .containsEntry("KUBECONFIG", ports.privateDir().child("kubeconfig").getRemote())
                .containsEntry("KUBE_CONFIG_PATH", ports.privateDir().child("kubeconfig").getRemote());
        ports.env.put("KUBE_HOST", "https://elsewhere");
        refused("KUBE_HOST is set, which would lead Terraform to another cluster");
    }

    @Test
    public void takesTofuWhereThereIsNoTerraform() throws Exception {
        ends.put("version", new Outcome(127, List.of(), null, null));
        apply();
        assertThat(commands.get(0).arguments()).startsWith("terraform");
        assertThat(commands.subList(1, commands.size())).allMatch(command -> command.arguments().get(0).equals("tofu"));
        assertThat(ports.text()).contains("with tofu 1.11.4");
    }

    @Test
    public void namesTheProgramThatIsMissing() {
        request.binary = "terraform";
        ends.put("version", new Outcome(127, List.of(), null, null));
        refused("terraform is not on the PATH of the agent");
    }

    @Test
    public void givesSettingsOfTheBackendAndVariablesByPrivateFiles() throws Exception {
        request.backendConfig.put("secret_suffix", "dev");
        apply();
        FilePath backend = ports.privateDir().child("backend.json");
        assertThat(arguments("init")).contains("-backend-config=" + backend.getRemote());
        assertThat(backend.readToString()).isEqualTo("{\"secret_suffix\":\"dev\"}");
        assertThat(backend.mode() & 0777).isEqualTo(0600);
        assertThat(ports.privateDir().child("vars.tfvars.json").readToString()).isEqualTo("{\"size\":1}");
        assertThat(arguments("plan")).contains("-var-file=" + ports.privateDir().child("vars.tfvars.json").getRemote());
    }

    private LinkedHashMap<String, Object> apply() throws Exception {
        return runner().run();
    }

    private EngineRunner<LinkedHashMap<String, Object>> runner() {
        commands.clear();
        return new EngineRunner<>(new TerraformApply(request), ports, this::played).answered(question -> {
            questions.add(question);
            whileAsked.run();
            return new Answer(question, "rm-1", Map.of(), Instant.EPOCH);
        });
    }

    private void refused(String words) {
        assertThatThrownBy(this::apply).isInstanceOf(StepFailure.class).hasMessageStartingWith(words);
    }

    private Outcome played(Command command) throws Exception {
        commands.add(command);
        String subcommand = subcommand(command);
        if (ends.containsKey(subcommand)) {
            return subcommand.equals("version") ? ends.remove(subcommand) : wrote(command, ends.get(subcommand));
        }
        return switch (subcommand) {
            case "version" -> printed("{\"terraform_version\":\"1.11.4\"}");
            case "validate" -> printed("{\"valid\":true,\"diagnostics\":[]}");
            case "plan" -> wrote(command, new Outcome(2, List.of(), null, null));
            case "show" -> printed(Recorded.text(shows + ".json"));
            case "apply" -> new Outcome(0, Recorded.text("apply.log").lines().toList(), null, null);
            case "output" -> printed("{\"size\":{\"sensitive\":false,\"type\":\"number\",\"value\":1},"
                    + "\"password\":{\"sensitive\":true,\"type\":\"string\",\"value\":\"" + PASSWORD + "\"}}");
            default -> new Outcome(0, List.of(), null, null);
        };
    }

    private static Outcome wrote(Command command, Outcome outcome) {
        command.arguments().stream().filter(argument -> argument.startsWith("-out=")).forEach(argument ->
                write(new FilePath(Path.of(argument.substring(5)).toFile()), "a plan"));
        return outcome;
    }

    private static void write(FilePath file, String text) {
        try {
            file.write(text, "UTF-8");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Outcome printed(String text) throws Exception {
        Path file = Files.createTempFile(Path.of(ports.privateDir().getRemote()), "out", null);
        Files.writeString(file, text);
        return new Outcome(0, List.of(), null, new FilePath(file.toFile()));
    }

    private static String subcommand(Command command) {
        return command.arguments().get(command.arguments().get(1).startsWith("-chdir") ? 2 : 1);
    }

    private List<String> arguments(String subcommand) {
        return commands.stream().filter(command -> subcommand(command).equals(subcommand)).findFirst().orElseThrow()
                .arguments();
    }

    private boolean ran(String subcommand) {
        return commands.stream().anyMatch(command -> subcommand(command).equals(subcommand));
    }

    private String html() {
        return HtmlRenderer.fragment(ports.reports);
    }

    /** A cluster in which these definitions are missing. */
    private static ClusterPort missing(String... names) {
        return (ClusterPort) Proxy.newProxyInstance(ClusterPort.class.getClassLoader(), new Class<?>[] {ClusterPort.class},
                (proxy, method, arguments) -> method.getName().equals("call") ? new ArrayList<>(List.of(names)) : null);
    }
}
