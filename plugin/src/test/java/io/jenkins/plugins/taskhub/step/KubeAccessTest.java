package io.jenkins.plugins.taskhub.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.Secret;
import io.jenkins.plugins.taskhub.config.Settings;
import io.jenkins.plugins.taskhub.credentials.Login;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

public class KubeAccessTest {
    private static final Settings DEFAULTS = new Settings("usual", "usual-context", null, null, Map.of(), 0, 0);

    @Rule
    public JenkinsRule j = new JenkinsRule();

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private FakePorts ports;

    @Before
    public void makePorts() {
        ports = new FakePorts(tmp.getRoot(), "test");
        ports.credentials("apiVersion: v1", new Login("robot", Secret.fromString("pass")));
        ports.settings = DEFAULTS;
    }

    private static KubeAccess access(String kubeconfigId, String context) {
        return new KubeAccess(kubeconfigId, context, "controller");
    }

    @Test
    public void takesTheDefaultClusterWhereTheStepNamesNoneAndSaysSo() throws Exception {
        var access = access(null, null);
        assertThat(access.isNamed(ports)).isTrue();
        access.open("dev", ports);
        assertThat(access.key()).isEqualTo("usual|usual-context");
        assertThat(access.kubeconfig()).isNotNull();
        assertThat(ports.text())
                .isEqualTo("[test] The cluster is the default one: kubeconfigId 'usual', context 'usual-context'\n");
    }

    @Test
    public void theStepsOwnClusterGoesFirstAndHasNothingOfTheDefaultOne() throws Exception {
        var access = access("own", null);
        access.open("dev", ports);
        assertThat(access.key()).isEqualTo("own|null");
        assertThat(ports.text()).isEmpty();
    }

    @Test
    public void theStepsOwnContextGoesWithTheDefaultCluster() throws Exception {
        var access = access(null, "mine");
        access.open("dev", ports);
        assertThat(access.key()).isEqualTo("usual|mine");
    }

    @Test
    public void aKubeconfigInTheEnvironmentGoesBeforeTheDefaultCluster() throws Exception {
        ports.workspace().child("kubeconfig").write("apiVersion: v1", "UTF-8");
        ports.env.put("KUBECONFIG", ports.workspace().child("kubeconfig").getRemote());
        var access = access(null, null);
        assertThat(access.isNamed(ports)).isFalse();
        access.open("dev", ports);
        assertThat(access.key()).isEqualTo("null|null");
    }

    @Test
    public void aStepWithoutANodeTakesTheDefaultClusterToo() throws Exception {
        var access = access(null, null);
        access.openWithoutPrograms("dev", ports);
        assertThat(access.key()).isEqualTo("usual|usual-context");
    }

    @Test
    public void goesOnWithTheClusterThatItBeganWith() throws Exception {
        var access = access(null, null);
        access.open("dev", ports);
        ports.settings = new Settings("another", null, null, null, Map.of(), 0, 0);
        access.open("dev", ports);
        assertThat(access.key()).isEqualTo("usual|usual-context");
    }
}
