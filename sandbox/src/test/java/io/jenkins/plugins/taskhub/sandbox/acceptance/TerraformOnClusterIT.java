package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import io.jenkins.plugins.taskhub.sandbox.run.Credential;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.TerraformProviders;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** terraformApply with a state in the cluster, and with definitions that must be there first. */
public class TerraformOnClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CRD = "servicemonitors.monitoring.coreos.com";
    private static final String NAMESPACE = "default";
    private static final String SUFFIX = "taskhub-it";
    private static final String DRIFTING = "terraform-it";
    private static final String PASSWORD = "canary-77c0ffee-of-the-login";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final LocalTarget target = LocalTarget.get();
    private TerraformRoot root;
    /** Terraform's CLI configuration file; empty for its own. */
    private String providers = "";

    @Before
    public void makeARoot() throws IOException {
        root = new TerraformRoot(folder.newFolder("terraform").toPath());
        root.configuration(configuration(""));
    }

    /** Other tests on this cluster install the definition too. */
    @Before
    public void takeTheDefinitionAway() {
        target.client().apiextensions().v1().customResourceDefinitions().withName(CRD)
                .withTimeout(30, TimeUnit.SECONDS).delete();
    }

    @After
    public void cleanTheCluster() {
        target.client().apiextensions().v1().customResourceDefinitions().withName(CRD).delete();
        target.client().namespaces().withName(DRIFTING).delete();
        target.client().secrets().inNamespace(NAMESPACE).withName(secret()).delete();
        target.client().leases().inNamespace(NAMESPACE).withName("lock-" + secret()).delete();
    }

    @Test
    public void devIsRefusedUntilMonitoringBroughtItsDefinitions() throws Exception {
        var call = call("dev", "confirm: true, requireCrds: ['" + CRD + "']");
        AcceptanceTest.assertRefused(run(call),
                "ServiceMonitor CRD is not installed: run taskhub-platform-deploy with TARGET=monitoring first");
        assertThat(state()).isFalse();
        AcceptanceTest.assertSucceeded(run(call.replace("target: 'dev'", "target: 'monitoring'")));

        target.client().resource(crd()).create();
        target.client().apiextensions().v1().customResourceDefinitions().withName(CRD).waitUntilCondition(
                crd -> crd != null && crd.getStatus() != null && crd.getStatus().getConditions() != null
                        && crd.getStatus().getConditions().stream().anyMatch(condition ->
                        condition.getType().equals("Established") && condition.getStatus().equals("True")),
                30, TimeUnit.SECONDS);
        var outcome = run(call);
        AcceptanceTest.assertSucceeded(outcome);
        assertThat(outcome.log()).contains("nothing to apply");
    }

    @Test
    public void theStateIsInTheClusterAndItsLockIsExplained() throws Exception {
        AcceptanceTest.assertSucceeded(run(call("dev", "confirm: true")));
        assertThat(state()).isTrue();
        root.configuration(configuration("""
                resource "terraform_data" "slow" {
                  provisioner "local-exec" {
                    command = "sleep 303"
                  }
                }
                """));
        try (var controller = controller(call("dev", "confirm: true"))
                .job("second", root.jenkinsfile("second", call("dev", "confirm: true, lockTimeout: '0'"))).start()) {
            var log = new ByteArrayOutputStream();
            var holder = controller.build("platform").user("dev-1")
                    .console(new PrintStream(log, true, StandardCharsets.UTF_8)).start();
            Eventually.holds(PATIENCE, () -> log.toString(StandardCharsets.UTF_8).contains("slow: create begins"));
            AcceptanceTest.assertRefused(controller.build("second").user("dev-2").run(), "the state is locked by ",
                    " for apply since 20", "terraform -chdir=infra/dev force-unlock ");
            holder.abort("dev-2");
            assertThat(holder.await().log()).contains("its lock was given back");
        }
        var lease = target.client().leases().inNamespace(NAMESPACE).withName("lock-" + secret()).get();
        assertThat(lease == null || lease.getSpec().getHolderIdentity() == null).isTrue();
    }

    @Test
    public void whatSomebodyTookAwayIsToldAsDriftAndBroughtBack() throws Exception {
        try (var progress = Progress.onScreen(System.out)) {
            providers = new TerraformProviders(folder.newFolder("providers").toPath())
                    .install(target.tools(), progress, "kubernetes").toString();
        }
        root.configuration(configuration("""
                variable "password" {
                  type      = string
                  sensitive = true
                }
                resource "kubernetes_namespace" "it" {
                  metadata {
                    name = "%s"
                  }
                }
                resource "kubernetes_secret" "it" {
                  metadata {
                    name      = "login"
                    namespace = kubernetes_namespace.it.metadata[0].name
                  }
                  data = { password = var.password }
                }
                """.formatted(DRIFTING)));
        var call = call("dev", "confirm: true, secretVars: [password: 'db']");
        AcceptanceTest.assertSucceeded(run(call));
        assertThat(target.client().secrets().inNamespace(DRIFTING).withName("login").get()).isNotNull();

        target.client().namespaces().withName(DRIFTING).delete();
        target.client().namespaces().withName(DRIFTING).waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
        var drift = run(call("dev", "driftOnly: true, secretVars: [password: 'db']"));
        AcceptanceTest.assertSucceeded(drift);
        assertThat(drift.log()).contains("[terraform]   changed outside: destroy kubernetes_namespace.it",
                "[terraform]   changed outside: destroy kubernetes_secret.it", "nothing is applied", "applied false")
                .doesNotContain(PASSWORD);
        assertThat(target.client().namespaces().withName(DRIFTING).get()).isNull();

        var back = run(call);
        AcceptanceTest.assertSucceeded(back);
        assertThat(back.log()).contains("RESULT +2 ~0 -0 applied true").doesNotContain(PASSWORD);
        assertThat(target.client().secrets().inNamespace(DRIFTING).withName("login").get()).isNotNull();
        var again = run(call);
        AcceptanceTest.assertSucceeded(again);
        assertThat(again.log()).contains("No changes in dev (infra/dev): nothing to apply");

        root.configuration(configuration("variable \"password\" {\n  sensitive = true\n}\n"));
        AcceptanceTest.assertRefused(run(call), "the plan would destroy kubernetes_namespace.it, kubernetes_secret.it: nothing "
                + "was applied");
        assertThat(target.client().namespaces().withName(DRIFTING).get()).isNotNull();
    }

    private static String configuration(String more) {
        return """
                terraform {
                  backend "kubernetes" {}
                }
                resource "terraform_data" "one" {
                  input = 1
                }
                """ + more;
    }

    private static String call(String environment, String parameters) {
        return "terraformApply(dir: 'infra/dev', target: '" + environment + "', kubeconfigId: 'cluster', backendConfig: "
                + "[namespace: '" + NAMESPACE + "', secret_suffix: '" + SUFFIX + "'], " + parameters + ")";
    }

    private BuildOutcome run(String call) throws Exception {
        try (var controller = controller(call).start()) {
            return controller.build("platform").user("dev-1").run();
        }
    }

    private LocalController.Builder controller(String call) throws IOException {
        return LocalController.over(folder.getRoot().toPath().resolve("jenkins")).source(root.sources())
                .environment(Map.of("PATH", System.getenv("PATH"), "TF_CLI_CONFIG_FILE", providers))
                .job("platform", root.jenkinsfile("platform", call))
                .credential(Credential.file("cluster", target.kubeconfig())).credential(Credential.text("db", PASSWORD));
    }

    private boolean state() {
        return target.client().secrets().inNamespace(NAMESPACE).withName(secret()).get() != null;
    }

    private static String secret() {
        return "tfstate-default-" + SUFFIX;
    }

    private static CustomResourceDefinition crd() {
        return new CustomResourceDefinitionBuilder().withNewMetadata().withName(CRD).endMetadata()
                .withNewSpec().withGroup("monitoring.coreos.com").withScope("Namespaced")
                .withNewNames().withKind("ServiceMonitor").withPlural("servicemonitors").withSingular("servicemonitor")
                .endNames()
                .addNewVersion().withName("v1").withServed(true).withStorage(true)
                .withNewSchema().withNewOpenAPIV3Schema().withType("object")
                .withXKubernetesPreserveUnknownFields(true).endOpenAPIV3Schema().endSchema()
                .endVersion().endSpec().build();
    }
}
