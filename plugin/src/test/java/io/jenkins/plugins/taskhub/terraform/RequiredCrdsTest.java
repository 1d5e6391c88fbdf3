package io.jenkins.plugins.taskhub.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.jenkins.plugins.taskhub.kubernetes.Cluster;
import io.jenkins.plugins.taskhub.kubernetes.ClusterAccess;
import io.jenkins.plugins.taskhub.kubernetes.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class RequiredCrdsTest {
    private static final String MONITORS = "servicemonitors.monitoring.coreos.com";

    private final KubernetesMockServer server = new KubernetesMockServer(false);

    @Before
    public void start() {
        server.init();
    }

    @After
    public void stop() {
        server.destroy();
    }

    @Test
    public void countsADefinitionThatIsServed() throws Exception {
        there(new CustomResourceDefinitionBuilder().withNewStatus()
                .addNewCondition().withType("Established").withStatus("True").endCondition().endStatus().build());
        assertThat(missing()).isEmpty();
    }

    @Test
    public void missesADefinitionThatIsNotServedYet() throws Exception {
        there(new CustomResourceDefinitionBuilder().withNewStatus()
                .addNewCondition().withType("Established").withStatus("False").endCondition().endStatus().build());
        assertThat(missing()).containsExactly(MONITORS);
    }

    @Test
    public void missesADefinitionThatWasMadeThisMoment() throws Exception {
        there("""
                {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "%s"},
                 "status": {"conditions": null, "storedVersions": ["v1"]}}""".formatted(MONITORS));
        assertThat(missing()).containsExactly(MONITORS);
    }

    @Test
    public void missesADefinitionThatIsNotThere() throws Exception {
        assertThat(missing()).containsExactly(MONITORS);
    }

    private void there(Object definition) {
        server.expect().get().withPath("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + MONITORS)
                .andReturn(200, definition).always();
    }

    private List<String> missing() throws Exception {
        var access = ClusterAccess.kubeconfig("""
                apiVersion: v1
                kind: Config
                current-context: here
                clusters: [{name: here, cluster: {server: "%s"}}]
                contexts: [{name: here, context: {cluster: here, user: me}}]
                users: [{name: me, user: {}}]
                """.formatted(server.url("/")));
        try (var cluster = Cluster.open(access, Place.CONTROLLER)) {
            return new RequiredCrds.Missing(new ArrayList<>(List.of(MONITORS))).on(cluster, line -> { });
        }
    }
}
