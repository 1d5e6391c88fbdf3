package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static io.jenkins.plugins.taskhub.sandbox.acceptance.AcceptanceTest.assertRefused;
import static io.jenkins.plugins.taskhub.sandbox.acceptance.AcceptanceTest.assertSucceeded;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import io.jenkins.plugins.taskhub.sandbox.run.Answer;
import io.jenkins.plugins.taskhub.sandbox.run.Answers;
import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import io.jenkins.plugins.taskhub.sandbox.run.Credential;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** terraformApply with the real Terraform, on small configurations. */
public class TerraformIT {
    private static final String PASSWORD = "canary-5d2e90c1-of-the-database";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CONFIRMED = "confirm: true";
    private static final String SLOW = """
            resource "terraform_data" "first" {
              input = 1
            }
            resource "terraform_data" "slow" {
              input = terraform_data.first.output
              provisioner "local-exec" {
                command = "sleep %d; echo slept"
              }
            }
            resource "terraform_data" "last" {
              input = terraform_data.slow.output
            }
            """;

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private TerraformRoot root;
    private Path home;

    @Before
    public void makeARoot() throws IOException {
        root = new TerraformRoot(folder.newFolder("terraform").toPath());
        home = folder.getRoot().toPath().resolve("jenkins");
    }

    @Test
    public void whatWasAppliedIsNotAppliedAgain() throws Exception {
        root.configuration(sized());
        var first = run("vars: [size: 1, tags: [team: 'a']], " + CONFIRMED);
        assertSucceeded(first);
        assertThat(first.log()).contains("[terraform] Plan of dev (infra/dev): 2 to add, 0 to change, 0 to destroy, 1 output "
                + "changes", "RESULT +2 ~0 -0 applied true partial false [size:1]");
        var second = run("vars: [size: 1, tags: [team: 'a']], " + CONFIRMED);
        assertSucceeded(second);
        assertThat(second.log()).contains("[terraform] No changes in dev (infra/dev): nothing to apply",
                "RESULT +0 ~0 -0 applied false partial false [size:1]");
        var third = run("vars: [size: 1, tags: [team: 'b']], " + CONFIRMED);
        assertSucceeded(third);
        assertThat(third.log()).contains("update terraform_data.plain", "RESULT +0 ~1 -0 applied true");
    }

    @Test
    public void whatExistsIsDestroyedOnlyWhereItsAddressIsGiven() throws Exception {
        root.configuration(sized());
        assertSucceeded(run("vars: [size: 1], " + CONFIRMED));
        var state = Files.readString(root.state());
        assertRefused(run("vars: [size: 2], " + CONFIRMED), "the plan would destroy terraform_data.replaced: nothing was "
                + "applied. If that is wanted, give the address in allowDestroy");
        assertThat(Files.readString(root.state())).isEqualTo(state);
        var allowed = run("vars: [size: 2], allowDestroy: ['terraform_data.replaced'], " + CONFIRMED);
        assertSucceeded(allowed);
        assertThat(allowed.log()).contains("RESULT +1 ~1 -1 applied true");
    }

    @Test
    public void nothingIsAppliedWithoutConfirmationOrWithBadInput() throws Exception {
        root.configuration(sized());
        assertRefused(run("vars: [size: 1]"), "nothing was confirmed: set CONFIRM_APPLY");
        assertRefused(run("vars: [sice: 1, size: 1], " + CONFIRMED), "vars 'sice' is not a variable of infra/dev (it declares "
                + "size, tags)");
        assertRefused(run(CONFIRMED), "main.tf:", "No value for required variable", "give it by vars, secretVars or varFiles");
        assertRefused(run("vars: [size: 'many'], " + CONFIRMED), "Invalid value for input variable", "a number is required");
        assertRefused(run("varFiles: ['none.tfvars'], " + CONFIRMED), "there is no variable file 'none.tfvars' in infra/dev");
        Files.writeString(root.dir().resolve("wrong.tfvars"), "size = \n");
        assertRefused(run("varFiles: ['wrong.tfvars'], " + CONFIRMED), "wrong.tfvars:1");
        assertRefused(run("vars: [size: 1], targets: ['terraform_data'], " + CONFIRMED), "Invalid target");
        assertThat(root.state()).doesNotExist();
    }

    @Test
    public void aWrongConfigurationIsToldWithFileAndLine() throws Exception {
        root.configuration("resource \"terraform_data\" \"x\" {\n  input = \n}\n");
        assertRefused(run(CONFIRMED), "main.tf:5: Invalid expression");
        root.configuration("resource \"terraform_data\" \"x\" {\n  inputt = 1\n}\n");
        assertRefused(run(CONFIRMED), "main.tf:5: Unsupported argument: An argument named \"inputt\" is not expected here");
        root.configuration("terraform {\n  backend \"local\" {}\n  required_providers {\n    nope = { source = "
                + "\"taskhub-example/nope\" }\n  }\n}\n");
        assertRefused(run(CONFIRMED), "nothing was changed", "taskhub-example/nope", "provider mirror");
    }

    @Test
    public void aPartialPlanIsCalledPartial() throws Exception {
        root.configuration(sized());
        var outcome = run("vars: [size: 1], targets: ['terraform_data.plain'], " + CONFIRMED);
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("[terraform] This plan is partial: only terraform_data.plain",
                "RESULT +1 ~0 -0 applied true partial true");
    }

    @Test
    public void aPlanThatIsChangedBetweenApprovalAndApplyIsVoid() throws Exception {
        root.configuration(sized());
        var asked = new AtomicBoolean();
        var outcome = run("vars: [size: 1], approve: true, " + CONFIRMED, answering(() -> {
            asked.set(true);
            Files.writeString(plan(), "x", StandardOpenOption.APPEND);
        }));
        assertRefused(outcome, "the plan of dev (infra/dev) was changed after it was shown, so it is void: nothing was applied");
        assertThat(asked).isTrue();
        assertThat(root.state()).doesNotExist();
        var approved = run("vars: [size: 1], approve: true, " + CONFIRMED, answering(() -> { }));
        assertSucceeded(approved);
        assertThat(approved.log()).contains("approved by rm-1", "RESULT +2 ~0 -0 applied true");
    }

    @Test
    public void aStateThatChangedSinceThePlanMakesItStale() throws Exception {
        root.configuration(sized());
        var outcome = run("vars: [size: 1], approve: true, " + CONFIRMED, answering(() -> {
            TerraformRoot.await(root.terraform("init", "-backend-config=path=" + root.state()));
            TerraformRoot.await(root.terraform("apply", "-auto-approve", "-var", "size=7"));
        }));
        assertRefused(outcome, "Saved plan is stale", "run the job again for a new plan");
    }

    @Test
    public void anAbortedApplyGivesTheLockBackAndLeavesNoProcess() throws Exception {
        root.configuration(SLOW.formatted(301));
        try (var controller = controller(root.call(CONFIRMED)).start()) {
            var log = new ByteArrayOutputStream();
            var build = controller.build("platform").user("dev-1")
                    .console(new PrintStream(log, true, StandardCharsets.UTF_8)).start();
            Eventually.holds(PATIENCE, () -> processes().stream().anyMatch(line -> line.contains("sleep 301")));
            build.abort("dev-2");
            var outcome = build.await();
            assertThat(outcome.result()).as(outcome.log()).isEqualTo("ABORTED");
            assertThat(outcome.log()).contains("[terraform] Waiting for terraform to end what it is at",
                    "[terraform] Interrupted while applying dev (infra/dev): 1 of 3 done; broken off: terraform_data.slow; the "
                            + "state knows what was done and its lock was given back: run the job again, which plans the rest");
        }
        assertThat(processes()).isEmpty();
        assertThat(Files.readString(root.state())).contains("\"first\"").doesNotContain("\"last\"");
        var next = run("planOnly: true");
        assertSucceeded(next);
        assertThat(next.log()).contains("replace terraform_data.slow (tainted)", "create terraform_data.last");
    }

    @Test
    public void aHeldLockIsExplained() throws Exception {
        root.configuration(SLOW.formatted(302));
        TerraformRoot.await(root.terraform("init", "-backend-config=path=" + root.state()));
        var other = root.terraform("apply", "-auto-approve");
        try {
            Eventually.holds(PATIENCE, () -> Files.exists(root.state().resolveSibling(".terraform.tfstate.lock.info")));
            assertRefused(run("lockTimeout: '0', " + CONFIRMED), "the state is locked by ", " for apply since 20", " s ago)",
                    "lock ID '", "terraform -chdir=infra/dev force-unlock ");
        } finally {
            other.descendants().forEach(ProcessHandle::destroy);
            other.destroy();
            TerraformRoot.await(other);
        }
    }

    @Test
    public void aRestartDuringAnApplyDoesNotEndIt() throws Exception {
        root.configuration(SLOW.formatted(20));
        var file = root.jenkinsfile("platform", root.call(CONFIRMED));
        try (var first = taskhub("first.log", "run", file.toString())) {
            first.awaitOutput("terraform_data.slow: create begins");
            first.kill();
        }
        try (var second = taskhub("second.log", "run", "--resume")) {
            assertThat(second.await()).as(second.output()).isZero();
            assertThat(second.output()).contains("3 of 3: terraform_data.last: create done",
                    "RESULT +3 ~0 -0 applied true");
        }
    }

    @Test
    public void noSecretIsSeenAnywhere() throws Exception {
        root.configuration("""
                variable "password" {
                  type      = string
                  sensitive = true
                }
                resource "terraform_data" "user" {
                  input = { name = "app", password = var.password }
                  provisioner "local-exec" {
                    command     = "echo the password is $PASSWORD"
                    environment = { PASSWORD = nonsensitive(var.password) }
                  }
                }
                output "password" {
                  value     = var.password
                  sensitive = true
                }
                """);
        var builder = controller(root.call("secretVars: [password: 'db'], " + CONFIRMED))
                .credential(Credential.text("db", PASSWORD));
        try (var processes = new ProcessWatch(home); var files = new FileWatch(home, List.of(PASSWORD));
             var controller = builder.start()) {
            var outcome = controller.build("platform").user("dev-1").run();
            assertSucceeded(outcome);
            assertThat(outcome.log()).contains("the password is ****").doesNotContain(PASSWORD);
            assertThat(processes.seen()).as("terraform was watched").anyMatch(line -> line.contains("apply"))
                    .noneMatch(line -> line.contains(PASSWORD));
            assertThat(files.found()).as("in the private folder, and in the log that the process writes before it is masked")
                    .isNotEmpty().allMatch(seen -> seen.matches("\\S+ \\S+ workspace/[^/]+@tmp/taskhub-[^/]+/.+"
                            + "|rwx------ \\S+ workspace/[^/]+@tmp/durable-[^/]+/jenkins-log.txt"));
        }
        try (var files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile).filter(TerraformIT::holdsThePassword)).isEmpty();
        }
        assertThat(Files.readString(root.state())).as("the state holds it, as Terraform's states do").contains(PASSWORD);
    }

    private static String sized() {
        return """
                variable "size" { type = number }
                variable "tags" {
                  type    = map(string)
                  default = {}
                }
                resource "terraform_data" "plain" {
                  input = { size = var.size, tags = var.tags }
                }
                resource "terraform_data" "replaced" {
                  input            = "x"
                  triggers_replace = [var.size]
                }
                output "size" {
                  value = terraform_data.plain.output.size
                }
                """;
    }

    private LocalController.Builder controller(String call) throws IOException {
        return LocalController.over(home).source(root.sources()).environment(Map.of("PATH", System.getenv("PATH")))
                .job("platform", root.jenkinsfile("platform", call));
    }

    private BuildOutcome run(String parameters) throws Exception {
        return run(parameters, answering(() -> {
            throw new AssertionError("nobody should be asked");
        }));
    }

    private BuildOutcome run(String parameters, Answers answers) throws Exception {
        try (var controller = controller(root.call(parameters)).start()) {
            return controller.build("platform").user("dev-1").answers(answers).run();
        }
    }

    private TaskhubProcess taskhub(String log, String... arguments) throws IOException {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home.toString(), "--source", root.sources().toString()));
        return TaskhubProcess.start(folder.getRoot().toPath().resolve(log), root.sources(), Map.of(),
                all.toArray(String[]::new));
    }

    /** Somebody who does something before they say yes. */
    private static Answers answering(Doing before) {
        return prompt -> {
            try {
                before.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Optional.of(Answer.proceed("rm-1"));
        };
    }

    @FunctionalInterface
    private interface Doing {
        void run() throws IOException, InterruptedException;
    }

    private Path plan() throws IOException {
        try (var files = Files.walk(home)) {
            return files.filter(file -> file.endsWith("plan") && Files.isRegularFile(file)).findFirst().orElseThrow();
        }
    }

    /** The command lines of processes that work below the home. */
    private List<String> processes() {
        return ProcessHandle.allProcesses().filter(process -> worksBelow(home, process))
                .map(process -> process.info().commandLine().orElse("")).toList();
    }

    private static boolean worksBelow(Path home, ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd")).startsWith(home);
        } catch (IOException ended) {
            return false;
        }
    }

    private static boolean holdsThePassword(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
