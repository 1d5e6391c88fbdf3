package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code infra/monitoring} as promtool, amtool and the CRDs of the Prometheus operator judge it. */
public class MonitoringIT {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static final String API = "monitoring.coreos.com/v1";
    private static Path monitoring;
    private static LocalTarget target;
    private static String promtool;
    private static String amtool;

    @BeforeClass
    public static void prepare() throws Exception {
        monitoring = Checkout.find().resolve("infra/monitoring");
        target = LocalTarget.get();
        try (var progress = Progress.onScreen(System.out)) {
            promtool = target.tools().built("promtool", progress).toString();
            amtool = target.tools().built("amtool", progress).toString();
        }
        for (var file : files(Checkout.find().resolve("sandbox/charts/kube-prometheus-stack/crds"), ".yaml")) {
            var crd = Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
            target.client().resource(crd).serverSideApply();
            target.client().resource(crd).waitUntilCondition(there -> there != null && there.getStatus() != null
                    && there.getStatus().getConditions() != null && there.getStatus().getConditions().stream().anyMatch(is -> is.getType().equals("Established")
                            && is.getStatus().equals("True")), 30, TimeUnit.SECONDS);
        }
    }

    @Test
    public void promtoolAcceptsTheRules() throws Exception {
        for (var file : files(monitoring.resolve("rules"), ".yaml")) {
            accepted(promtool, "check", "rules", "--lint-fatal", file.toString());
        }
    }

    @Test
    public void theAlertsDoOnSampleDataWhatTheirTestsSay() throws Exception {
        for (var file : files(monitoring.resolve("rules-tests"), ".yaml")) {
            accepted(promtool, "test", "rules", file.toString());
        }
    }

    @Test
    public void everyAlertHasATest() throws Exception {
        var tests = new StringBuilder();
        for (var file : files(monitoring.resolve("rules-tests"), ".yaml")) {
            tests.append(Files.readString(file));
        }
        List<String> alerts = new ArrayList<>();
        for (var file : files(monitoring.resolve("rules"), ".yaml")) {
            Serialization.yamlMapper().readTree(file.toFile()).findValuesAsText("alert").forEach(alerts::add);
        }
        assertThat(alerts).hasSizeGreaterThan(5)
                .allSatisfy(alert -> assertThat(tests).contains("alertname: " + alert + "\n"));
    }

    @Test
    public void theDashboardsAskInPrometheusOwnLanguage() throws Exception {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (var file : files(monitoring.resolve("dashboards"), ".json")) {
            JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
            dashboard.findValuesAsText("expr").forEach(expression -> rules.add(Map.of(
                    "record", "panel:" + rules.size(), "expr", expression.replace("$namespace", "prod"))));
        }
        assertThat(rules).hasSizeGreaterThan(10);
        accepted(promtool, "check", "rules", "--lint=none",
                ruleFile("dashboards.yaml", Map.of("groups", List.of(Map.of("name", "panels", "rules", rules)))));
    }

    @Test
    public void promtoolAcceptsTheRulesOfTheChart() throws Exception {
        var rendered = target.helm("template", "task-service",
                Checkout.find().resolve("infra/helm/charts/task-service").toString(), "--namespace", "dev",
                "--set-string", "image.tag=0.1.0", "--set", "prometheusRule.enabled=true",
                "--show-only", "templates/prometheusrule.yaml");
        var rule = Serialization.unmarshal(rendered, GenericKubernetesResource.class);
        accepted(promtool, "check", "rules", ruleFile("chart.yaml", rule.get("spec")));
    }

    @Test
    public void amtoolAcceptsAlertmanagersConfiguration() throws Exception {
        accepted(amtool, "check-config", alertmanager());
    }

    @Test
    public void alertsGoWhereTheyBelong() throws Exception {
        assertThat(receiver("alertname=PostgresDown", "namespace=prod", "severity=critical")).isEqualTo("slack-prod");
        assertThat(receiver("alertname=PostgresDown", "namespace=dev", "severity=critical")).isEqualTo("slack");
        assertThat(receiver("alertname=TaskServiceRestarts", "namespace=prod", "severity=warning")).isEqualTo("slack");
        assertThat(receiver("alertname=Watchdog", "severity=none")).isEqualTo("nobody");
        assertThat(receiver("alertname=InfoInhibitor", "severity=info")).isEqualTo("nobody");
    }

    @Test
    public void theObjectsAreWhatTheOperatorsDefinitionsAllow() throws Exception {
        for (var file : files(monitoring.resolve("servicemonitors"), ".yaml")) {
            strictly(Serialization.unmarshal(Files.readString(file), GenericKubernetesResource.class));
        }
        for (var file : files(monitoring.resolve("rules"), ".yaml")) {
            strictly(rule(Serialization.unmarshal(Files.readString(file), Map.class)));
        }
    }

    @Test
    public void aMisspeltFieldWouldBeRefused() {
        var misspelt = rule(Map.of("groups", List.of(Map.of("name", "g", "rulez", List.of()))));
        assertThatThrownBy(() -> strictly(misspelt)).isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("rulez");
    }

    private static GenericKubernetesResource rule(Map<?, ?> spec) {
        var rule = new GenericKubernetesResource();
        rule.setApiVersion(API);
        rule.setKind("PrometheusRule");
        rule.setMetadata(new ObjectMetaBuilder().withName("taskhub").withNamespace("dev").build());
        rule.setAdditionalProperty("spec", spec);
        return rule;
    }

    private static void strictly(GenericKubernetesResource object) {
        target.client().resource(object).dryRun().fieldValidation(Validation.STRICT).create();
    }

    private static String receiver(String... labels) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(amtool, "config", "routes", "test",
                "--config.file=" + alertmanager()));
        command.addAll(List.of(labels));
        return accepted(command.toArray(String[]::new)).lines().filter(line -> !line.startsWith("Warning"))
                .reduce((first, last) -> last).orElseThrow();
    }

    private static String alertmanager() {
        return monitoring.resolve("alertmanager/alertmanager.yaml").toString();
    }

    private static String ruleFile(String name, Object content) throws IOException {
        return Files.writeString(FOLDER.getRoot().toPath().resolve(name), Serialization.asYaml(content)).toString();
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            var found = files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
            assertThat(found).as(folder.toString()).isNotEmpty();
            return found;
        }
    }

    private static String accepted(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + said).isZero();
        return said;
    }
}
