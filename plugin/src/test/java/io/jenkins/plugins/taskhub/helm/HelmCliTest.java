package io.jenkins.plugins.taskhub.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.helm.HelmCli.Manner;
import io.jenkins.plugins.taskhub.helm.HelmCli.Source;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

public class HelmCliTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Source PLAIN = new Source("infra/chart", null, List.of());
    private static final Source FULL =
            new Source("oci://registry.example.com/charts/app", "1.2.3", List.of("a.yaml", "b.yaml", "/tmp/x/v.json"));

    private final HelmCli plain = new HelmCli("app", "dev", null);
    private final HelmCli full = new HelmCli("app", "dev", "staging");

    @Test
    public void rendersWithDefaults() {
        assertThat(plain.render(PLAIN, false)).containsExactly("helm", "upgrade", "app", "infra/chart",
                "--namespace", "dev", "--install", "--dry-run=server", "--output", "json");
    }

    @Test
    public void rendersWithEveryOption() {
        assertThat(full.render(FULL, true)).containsExactly("helm", "upgrade", "app",
                "oci://registry.example.com/charts/app", "--namespace", "dev", "--kube-context", "staging", "--install",
                "--version", "1.2.3", "--values", "a.yaml", "--values", "b.yaml", "--values", "/tmp/x/v.json",
                "--create-namespace", "--dry-run=server", "--output", "json");
    }

    @Test
    public void upgradesWithNothingAskedFor() {
        assertThat(plain.upgrade(PLAIN, new Manner(false, false, TIMEOUT, false, null), null)).containsExactly("helm",
                "upgrade", "app", "infra/chart", "--namespace", "dev", "--install", "--timeout", "300s");
    }

    @Test
    public void upgradesWithEveryOptionOnHelm3() {
        assertThat(full.upgrade(FULL, new Manner(true, true, Duration.ofSeconds(90), true, 5), HelmVersion.V3))
                .containsExactly("helm", "upgrade", "app", "oci://registry.example.com/charts/app", "--namespace", "dev",
                        "--kube-context", "staging", "--install", "--version", "1.2.3", "--values", "a.yaml",
                        "--values", "b.yaml", "--values", "/tmp/x/v.json", "--create-namespace", "--history-max", "5",
                        "--atomic", "--wait", "--timeout", "90s");
    }

    @Test
    public void namesTheRollbackFlagOfHelm4() {
        assertThat(plain.upgrade(PLAIN, new Manner(true, true, TIMEOUT, false, null), HelmVersion.V4))
                .contains("--rollback-on-failure").doesNotContain("--atomic");
    }

    @Test
    public void waitsWhereAnUpgradeIsAtomic() {
        assertThat(plain.upgrade(PLAIN, new Manner(true, false, TIMEOUT, false, null), HelmVersion.V3)).contains("--wait");
    }

    @Test
    public void rollsBack() {
        assertThat(plain.rollback(7, false, TIMEOUT)).containsExactly("helm", "rollback", "app", "7", "--namespace",
                "dev", "--timeout", "300s");
        assertThat(full.rollback(7, true, TIMEOUT)).containsExactly("helm", "rollback", "app", "7", "--namespace", "dev",
                "--kube-context", "staging", "--wait", "--timeout", "300s");
    }

    @Test
    public void uninstalls() {
        assertThat(full.uninstall(TIMEOUT)).containsExactly("helm", "uninstall", "app", "--namespace", "dev",
                "--kube-context", "staging", "--wait", "--timeout", "300s");
    }

    @Test
    public void tests() {
        assertThat(plain.test(TIMEOUT, false)).containsExactly("helm", "test", "app", "--namespace", "dev",
                "--timeout", "300s");
        assertThat(full.test(TIMEOUT, true)).containsExactly("helm", "test", "app", "--namespace", "dev",
                "--kube-context", "staging", "--logs", "--timeout", "300s");
    }

    @Test
    public void readsTheVersionsThatAreInUse() {
        assertThat(plain.version()).containsExactly("helm", "version", "--short");
        assertThat(HelmVersion.parse("v3.21.4+gd2f1b6c\n")).isEqualTo(HelmVersion.V3);
        assertThat(HelmVersion.parse("v4.1")).isEqualTo(HelmVersion.V4);
    }

    @Test
    public void refusesAnotherHelm() {
        assertThatThrownBy(() -> HelmVersion.parse("Client: v2.17.0")).isInstanceOf(StepFailure.class)
                .hasMessageContaining("'Client: v2.17.0': install Helm 3 or Helm 4");
        assertThatThrownBy(() -> HelmVersion.parse("")).isInstanceOf(StepFailure.class);
    }
}
