package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.demo.SourcesCopy;
import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import io.jenkins.plugins.taskhub.sandbox.run.BuildRequest;
import io.jenkins.plugins.taskhub.sandbox.run.Credential;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.FixMethodOrder;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runners.MethodSorters;

/**
 * The job platform-deploy with real terraform on a real API server, from an empty cluster on. The tests go on from each
 * other, in the order of their names.
 */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class PlatformIT {
    @ClassRule
    public static final PlatformTarget TARGET = new PlatformTarget();

    private static final String PASSWORD = "s3cret-of-the-database";
    private static final String WEBHOOK = "https://hooks.example.com/services/T0/B0/s3cret-webhook";
    private static final String ADMIN = "s3cret-of-grafana";
    private static final String DATABASE = "module.postgres.helm_release.postgres";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final Map<String, String> environment = new LinkedHashMap<>(TARGET.environment());
    private SourcesCopy sources;

    @Before
    public void copySources() throws Exception {
        var checkout = Checkout.find();
        sources = SourcesCopy.copy(checkout, folder.newFolder("sources").toPath());
        Files.writeString(sources.dir().resolve("infra/terraform/monitoring/terraform.tfvars"), "stack_chart = { chart = \""
                + checkout.resolve("sandbox/charts/kube-prometheus-stack") + "\" }\n");
        sources.commit("Take the chart of the monitoring stack from a folder");
    }

    @Test
    public void a1_onAnEmptyClusterDevIsRefusedBeforeAnythingIsDone() throws Exception {
        var before = snapshot();
        AcceptanceTest.assertRefused(apply("dev"),
                "ServiceMonitor CRD is not installed: run taskhub-platform-deploy with TARGET=monitoring first");
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    public void a2_withoutConfirmationNothingIsDone() throws Exception {
        var before = snapshot();
        AcceptanceTest.assertRefused(deploy(request -> request.parameter("TARGET", "monitoring")), "CONFIRM_APPLY");
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    public void b1_theTargetsAreMadeInOrder() throws Exception {
        for (var target : new String[] {"monitoring", "dev", "prod"}) {
            var outcome = apply(target);
            AcceptanceTest.assertSucceeded(outcome);
            assertThat(outcome.log()).contains("Applied " + target).doesNotContain(PASSWORD, WEBHOOK, ADMIN);
        }
        assertThat(filesWithSecrets()).as("pages, artifacts, logs, workspaces, saved builds").isEmpty();
        var client = TARGET.client();
        assertThat(client.services().inNamespace("monitoring").withName("monitoring-stack-grafana").get().getSpec()
                .getPorts().get(0).getNodePort()).isEqualTo(30030);
        assertThat(alertmanagerConfig()).contains("slack_api_url_file").doesNotContain(WEBHOOK);
        for (var namespace : new String[] {"dev", "prod"}) {
            assertThat(client.apps().statefulSets().inNamespace(namespace).withName("postgres-postgresql").get()
                    .getStatus().getReadyReplicas()).isEqualTo(1);
            assertThat(client.secrets().inNamespace(namespace).withName("db-credentials").get().getData())
                    .containsEntry("username", base64("taskhub")).containsEntry("password", base64(PASSWORD));
            assertThat(client.batch().v1().cronjobs().inNamespace(namespace).withName("postgres-backup").get()).isNotNull();
            assertThat(client.persistentVolumeClaims().inNamespace(namespace).withName("postgres-backups").get())
                    .isNotNull();
            var monitor = client.genericKubernetesResources("monitoring.coreos.com/v1", "ServiceMonitor")
                    .inNamespace(namespace).withName("task-service").get();
            assertThat(monitor.getMetadata().getLabels()).containsEntry("release", "monitoring-stack");
        }
        assertThat(client.genericKubernetesResources("monitoring.coreos.com/v1", "PrometheusRule")
                .inNamespace("monitoring").withName("taskhub").get()).isNotNull();
    }

    @Test
    public void b2_aSecondRunOfEachChangesNothing() throws Exception {
        var before = snapshot();
        for (var target : new String[] {"monitoring", "dev", "prod"}) {
            var outcome = apply(target);
            AcceptanceTest.assertSucceeded(outcome);
            assertThat(outcome.log()).contains("No changes in " + target).doesNotContain("Applying");
        }
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    public void c1_aDriftBuildSaysNothingWhereNothingIsAmiss() throws Exception {
        AcceptanceTest.assertSucceeded(drift());
    }

    @Test
    public void c2_aServiceMonitorThatSomebodyDeletedIsSeenAndBroughtBack() throws Exception {
        var monitors = TARGET.client().genericKubernetesResources("monitoring.coreos.com/v1", "ServiceMonitor")
                .inNamespace("prod").withName("task-service");
        monitors.delete();
        assertDrifted(drift(), "prod", "module.service_monitors.kubectl_manifest.this[\"task-service\"]");
        AcceptanceTest.assertSucceeded(apply("prod"));
        assertThat(monitors.get()).isNotNull();
    }

    @Test
    public void c3_aNamespaceThatSomebodyDeletedIsSeenAndBroughtBack() throws Exception {
        var client = TARGET.client();
        client.namespaces().withName("dev").delete();
        client.namespaces().withName("dev").informOnCondition(found -> found.isEmpty()).get(60, TimeUnit.SECONDS);
        assertDrifted(drift(), "dev", "module.namespace.kubernetes_namespace.this");
        assertThat(client.namespaces().withName("dev").get()).as("a drift build changes nothing").isNull();
        AcceptanceTest.assertSucceeded(apply("dev"));
        assertThat(client.apps().statefulSets().inNamespace("dev").withName("postgres-postgresql").get()
                .getStatus().getReadyReplicas()).isEqualTo(1);
    }

    @Test
    public void d1_aPlanThatDestroysTheDatabaseIsRefusedByItsAddress() throws Exception {
        withoutDatabase();
        var before = snapshot();
        AcceptanceTest.assertRefused(apply("dev"), DATABASE);
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    public void d2_itIsDestroyedOnlyWhereTheAddressIsGivenAndItsVolumeStays() throws Exception {
        withoutDatabase();
        AcceptanceTest.assertSucceeded(deploy(request -> confirmed(request, "dev")
                .parameter("ALLOW_DESTROY", DATABASE + "[0]")));
        var client = TARGET.client();
        assertThat(client.apps().statefulSets().inNamespace("dev").withName("postgres-postgresql").get()).isNull();
        assertThat(client.persistentVolumeClaims().inNamespace("dev").withName("data-postgres-postgresql-0").get())
                .isNotNull();
    }

    @Test
    public void d3_aNamespaceIsNeverDestroyed() throws Exception {
        sources.change("infra/terraform/prod/main.tf", "environment = \"prod\"", "environment = \"dev\"");
        var before = snapshot();
        AcceptanceTest.assertRefused(deploy(request -> confirmed(request, "prod")
                .parameter("ALLOW_DESTROY", "module.namespace.kubernetes_namespace.this")), "prevent_destroy");
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    public void e1_thePlatformsAccountNeedsNoMoreThanItsRights() throws Exception {
        environment.put("KUBECONFIG", new Accounts(TARGET.client())
                .kubeconfig("taskhub-platform", folder.getRoot().toPath()).toString());
        AcceptanceTest.assertSucceeded(apply("dev"));
        AcceptanceTest.assertSucceeded(apply("prod"));
    }

    @Test
    public void e2_anEmptyPasswordIsRefusedWhenThePlanIsMade() throws Exception {
        var before = snapshot();
        try (var controller = controller("").start()) {
            AcceptanceTest.assertRefused(confirmed(controller.build("platform-deploy"), "prod").run(), "db-credentials");
        }
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    public void e3_anUnknownTargetIsRefused() throws Exception {
        var before = snapshot();
        AcceptanceTest.assertRefused(apply("staging"), "'staging'", "monitoring, dev", "TARGET");
        AcceptanceTest.assertRefused(apply("../prod"), "'../prod'", "TARGET");
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    public void e4_aWrongVariableFileIsRefusedWithFileAndLine() throws Exception {
        var before = snapshot();
        variables("prod", "deployers = [\n");
        AcceptanceTest.assertRefused(apply("prod"), "terraform.tfvars:", "nothing was changed");
        variables("prod", "postgres_values = 7\n");
        AcceptanceTest.assertRefused(apply("prod"), "postgres_values", "nothing was changed");
        assertThat(snapshot()).isEqualTo(before);
        variables("prod", "postgres_chart = { chart = \"/none\" }\n");
        AcceptanceTest.assertRefused(apply("prod"), "/none", "0 of 1 done");
    }

    @Test
    public void e5_aConfigurationThatIsNotValidIsRefusedWithFileAndLine() throws Exception {
        var before = snapshot();
        sources.change("infra/terraform/prod/main.tf", "module \"secrets\" {", "module \"secrets\" {{");
        AcceptanceTest.assertRefused(apply("prod"), "main.tf:", "nothing was changed");
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    public void e6_aProviderThatCannotBeHadIsNamed() throws Exception {
        var before = snapshot();
        sources.change("infra/terraform/prod/versions.tf", "gavinbunney/kubectl", "taskhub-example/kubectl");
        AcceptanceTest.assertRefused(apply("prod"), "taskhub-example/kubectl", "provider mirror", "nothing was changed");
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    public void e7_aStateThatSomebodyElseHoldsIsExplained() throws Exception {
        var lease = TARGET.client().leases().inNamespace(Accounts.NAMESPACE).withName("lock-tfstate-default-prod");
        lease.edit(free -> new LeaseBuilder(free).editMetadata().addToAnnotations("app.terraform.io/lock-info", """
                {"ID": "1b2c3d4e", "Operation": "OperationTypeApply", "Who": "jenkins@agent-7", "Version": "1.11.4",
                 "Created": "2026-01-02T03:04:05Z"}""").endMetadata().editOrNewSpec()
                .withHolderIdentity("1b2c3d4e").endSpec().build());
        try {
            var before = snapshot();
            AcceptanceTest.assertRefused(apply("prod"), "the state is locked by jenkins@agent-7 for apply since "
                    + "2026-01-02 03:04:05 UTC", "lock ID '1b2c3d4e'",
                    "terraform -chdir=infra/terraform/prod force-unlock 1b2c3d4e");
            assertThat(snapshot()).isEqualTo(before);
        } finally {
            lease.edit(held -> new LeaseBuilder(held).editSpec().withHolderIdentity(null).endSpec().build());
        }
    }

    @Test
    public void f1_secretsThatSomebodyElseMakesStayOutOfTheState() throws Exception {
        variables("prod", "manage_db_credentials = false\n");
        AcceptanceTest.assertRefused(apply("prod"), "module.secrets.kubernetes_secret.this[\"db-credentials\"]");
        variables("monitoring", "manage_secrets = false\nstack_chart = { chart = \""
                + Checkout.find().resolve("sandbox/charts/kube-prometheus-stack") + "\" }\n");
        forget("prod", "module.secrets.kubernetes_secret.this[\"db-credentials\"]");
        forget("monitoring", "module.secrets.kubernetes_secret.this[\"alertmanager-slack\"]",
                "module.secrets.kubernetes_secret.this[\"grafana-admin\"]");
        for (var target : new String[] {"monitoring", "prod"}) {
            AcceptanceTest.assertSucceeded(apply(target));
            assertThat(state(target)).contains("terraform_version").doesNotContain(PASSWORD, WEBHOOK, ADMIN);
        }
        assertThat(TARGET.client().secrets().inNamespace("prod").withName("db-credentials").get().getData())
                .as("the Secret itself stays").containsEntry("password", base64(PASSWORD));
        assertThat(state("dev")).as("where Terraform makes the Secret its state holds it").contains(PASSWORD);
    }

    private void variables(String target, String text) throws IOException, InterruptedException {
        Files.writeString(sources.dir().resolve("infra/terraform/" + target + "/terraform.tfvars"), text);
        sources.commit("Set variables of " + target);
    }

    /** Takes resources out of the state and leaves the objects, as the documentation says. */
    private void forget(String target, String... addresses) throws Exception {
        var root = sources.dir().resolve("infra/terraform/" + target);
        terraform(root, "init", "-input=false", "-backend-config=namespace=" + Accounts.NAMESPACE,
                "-backend-config=secret_suffix=" + target);
        for (var address : addresses) {
            terraform(root, "state", "rm", address);
        }
    }

    private void terraform(Path root, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("KUBE_CONFIG_PATH", TARGET.kubeconfig().toString());
        builder.environment().put("TF_DATA_DIR", folder.getRoot().toPath().resolve("data-" + root.getFileName()).toString());
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + said).isZero();
    }

    /** What is in the state of a target, as Terraform's backend keeps it: gzipped in a Secret. */
    private static String state(String target) throws IOException {
        var data = TARGET.client().secrets().inNamespace(Accounts.NAMESPACE).withName("tfstate-default-" + target).get()
                .getData().get("tfstate");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(data)))) {
            return new String(in.readAllBytes());
        }
    }

    private List<Path> filesWithSecrets() throws IOException {
        try (var files = Files.walk(folder.getRoot().toPath().resolve("jenkins"))) {
            return files.filter(Files::isRegularFile).filter(file -> {
                try {
                    var content = Files.readString(file, StandardCharsets.ISO_8859_1);
                    return Stream.of(PASSWORD, WEBHOOK, ADMIN).anyMatch(content::contains);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).toList();
        }
    }

    private void withoutDatabase() throws IOException, InterruptedException {
        sources.change("infra/terraform/modules/postgres/main.tf", "  name        = \"postgres\"\n",
                "  count       = 0\n  name        = \"postgres\"\n");
        sources.change("infra/terraform/modules/postgres/outputs.tf", "helm_release.postgres.name", "\"postgres\"");
    }

    private static void assertDrifted(BuildOutcome outcome, String target, String address) {
        assertThat(outcome.result()).as(outcome.log()).isEqualTo("UNSTABLE");
        assertThat(outcome.log()).contains("Not as Terraform left it: " + target + ".").contains(address);
    }

    private BuildOutcome apply(String target) throws IOException, InterruptedException {
        return deploy(request -> confirmed(request, target));
    }

    private static BuildRequest confirmed(BuildRequest request, String target) {
        return request.parameter("TARGET", target).parameter("CONFIRM_APPLY", true);
    }

    private BuildOutcome deploy(UnaryOperator<BuildRequest> how) throws IOException, InterruptedException {
        return build("platform-deploy", how);
    }

    private BuildOutcome drift() throws IOException, InterruptedException {
        return build("platform-drift", request -> request);
    }

    private BuildOutcome build(String job, UnaryOperator<BuildRequest> how) throws IOException, InterruptedException {
        try (var controller = controller(PASSWORD).start()) {
            return how.apply(controller.build(job).user(AcceptanceTest.DEVELOPER)).run();
        }
    }

    private LocalController.Builder controller(String password) {
        Path home = folder.getRoot().toPath().resolve("jenkins");
        return LocalController.over(home).source(sources.dir()).library("taskhub", sources.dir())
                .environment(environment)
                .credential(Credential.text("taskhub-db-password-dev", password))
                .credential(Credential.text("taskhub-db-password-prod", password))
                .credential(Credential.text("taskhub-slack-webhook", WEBHOOK))
                .credential(Credential.text("taskhub-grafana-admin", ADMIN))
                .job("platform-deploy", sources.jenkinsfile("platform-deploy"))
                .job("platform-drift", sources.jenkinsfile("platform-drift"));
    }

    private static String alertmanagerConfig() {
        return new String(Base64.getDecoder().decode(TARGET.client().secrets().inNamespace("monitoring")
                .withName("alertmanager-monitoring-stack-kube-prom-alertmanager").get().getData()
                .get("alertmanager.yaml")));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes());
    }

    /** The versions of what Terraform manages and of its state, by kind, namespace and name. */
    private static Map<String, String> snapshot() {
        Map<String, String> versions = new TreeMap<>();
        var client = TARGET.client();
        Stream.of(client.namespaces(), client.secrets().inAnyNamespace(), client.services().inAnyNamespace(),
                        client.configMaps().inNamespace("monitoring"), client.rbac().roleBindings().inAnyNamespace(),
                        client.persistentVolumeClaims().inAnyNamespace(), client.batch().v1().cronjobs().inAnyNamespace())
                .flatMap(kind -> kind.list().getItems().stream())
                .forEach(object -> versions.put(name(object), object.getMetadata().getResourceVersion()));
        return versions;
    }

    private static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }
}
