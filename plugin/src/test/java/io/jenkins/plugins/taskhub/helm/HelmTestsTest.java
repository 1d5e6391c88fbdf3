package io.jenkins.plugins.taskhub.helm;

import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.DEPLOYED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.EngineRunner;
import io.jenkins.plugins.taskhub.step.FakePorts;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HelmTestsTest {
    private static final String HOOK = "{\"name\":\"app-smoke\",\"kind\":\"Pod\",\"path\":\"app/templates/test.yaml\","
            + "\"manifest\":\"kind: Pod\",\"events\":[\"test\"]}";

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private final FakeCluster cluster = new FakeCluster();
    private final List<List<String>> helm = new ArrayList<>();
    private int status;
    private List<String> errors = List.of();
    private FakePorts ports;

    @Before
    public void makePorts() {
        ports = new FakePorts(tmp.getRoot(), "helm");
        ports.cluster = cluster;
    }

    @Test
    public void runsTheChartsTests() throws Exception {
        withATest();
        assertThat(test()).containsEntry("revision", 8).containsEntry("tests", List.of("app-smoke"));
        assertThat(helm).containsExactly(List.of("helm", "test", "app", "--namespace", "dev", "--logs", "--timeout", "60s"));
        assertThat(ports.text()).contains("[helm] Testing app in dev, revision 8: app-smoke")
                .contains("[helm]   TEST SUITE:     app-smoke\n[helm]   Phase: Done\n[helm]   POD LOGS: app-smoke\n"
                        + "[helm]   works\n[helm] app in dev: 1 test passed\n").doesNotContain("hello");
    }

    @Test
    public void failsWhereATestFails() {
        withATest();
        status = 1;
        errors = List.of("Error: 1 error occurred:", "\t* pod app-smoke failed");
        assertThatThrownBy(this::test).isInstanceOf(StepFailure.class)
                .hasMessage("the tests of app in dev failed: 1 error occurred: * pod app-smoke failed");
    }

    @Test
    public void refusesAChartWithoutTests() {
        cluster.revision(8, DEPLOYED, "0.1.1");
        assertThatThrownBy(this::test).isInstanceOf(StepFailure.class)
                .hasMessageContaining("the chart of app in dev has no test");
        assertThat(helm).isEmpty();
    }

    @Test
    public void refusesWhereNothingIsDeployed() {
        assertThatThrownBy(this::test).isInstanceOf(StepFailure.class)
                .hasMessageContaining("no revision of app in dev is deployed");
    }

    private void withATest() {
        cluster.revision(8, DEPLOYED, "0.1.1");
        cluster.payloads.put(8, FakeCluster.release(FakeCluster.json(8, "0.1.1")
                .replace("\"hooks\":[]", "\"hooks\":[" + HOOK + "]")));
    }

    private LinkedHashMap<String, Object> test() throws Exception {
        var engine = new HelmTests(new HelmTarget("app", "dev", null, null, "controller"), Duration.ofMinutes(1), true);
        return new EngineRunner<>(engine, ports, command -> {
            helm.add(command.arguments());
            assertThat(command.environment()).isEmpty();
            FilePath out = ports.privateDir().child("out");
            out.write("NAME: app\nTEST SUITE:     app-smoke\nPhase: Done\nNOTES:\nhello\n\nPOD LOGS: app-smoke\nworks\n",
                    "UTF-8");
            return new Outcome(status, errors, null, out);
        }).run();
    }
}
