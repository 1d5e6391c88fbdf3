package io.jenkins.plugins.taskhub.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.jenkins.plugins.taskhub.kubernetes.Images.Running;
import java.util.Map;
import org.junit.After;
import org.junit.Test;

public class ImagesTest {
    private final MockCluster mock = MockCluster.keeping();
    private final Cluster cluster = mock.open();

    @After
    public void stop() {
        cluster.close();
        mock.close();
    }

    @Test
    public void findsTheWorkloadsOfAReleaseByTheirLabel() throws Exception {
        deployment("web", Map.of("app.kubernetes.io/instance", "shop", "app.kubernetes.io/component", "front"),
                "shop/web:1");
        deployment("worker", Map.of("app.kubernetes.io/instance", "shop"), "shop/worker:2");
        deployment("shop", Map.of("app.kubernetes.io/instance", "another"), "another:3");
        statefulSet("db", Map.of("app.kubernetes.io/instance", "shop"), "postgres:16");

        assertThat(Images.running(cluster, "dev", "shop")).extracting(Running::component, Running::container,
                Running::image)
                .containsExactlyInAnyOrder(tuple("front", "app", "shop/web:1"), tuple("worker", "app", "shop/worker:2"),
                        tuple("db", "app", "postgres:16"));
    }

    @Test
    public void fallsBackOnTheDeploymentOfThatName() throws Exception {
        deployment("task-service", Map.of(), "taskhub/task-service:0.1.1");

        assertThat(Images.running(cluster, "dev", "task-service")).singleElement().satisfies(r -> {
            assertThat(r.workload()).hasToString("Deployment/task-service");
            assertThat(r.reference().tag()).contains("0.1.1");
        });
    }

    @Test
    public void findsNothingWhereNothingRuns() throws Exception {
        assertThat(Images.running(cluster, "dev", "task-service")).isEmpty();
    }

    @Test
    public void saysThatItMayNotLook() {
        try (var told = MockCluster.told(); var forbidden = told.open()) {
            told.server.expect().get().withPath(
                    "/apis/apps/v1/namespaces/dev/deployments?labelSelector=app.kubernetes.io%2Finstance%3Dshop")
                    .andReturn(403, new StatusBuilder().withCode(403).withMessage("deployments.apps is forbidden")
                    .build()).once();
            assertThatThrownBy(() -> Images.running(forbidden, "dev", "shop")).isInstanceOf(ClusterException.class)
                    .hasMessage("Not allowed to read the workloads of release shop in dev as user \"deployer\" "
                    + "(context "
                            + "\"dev\"): deployments.apps is forbidden. Ask for a Role that allows it.");
        }
    }

    private void deployment(String name, Map<String, String> labels, String image) throws InterruptedException {
        cluster.ask("make", c -> c.resource(new DeploymentBuilder().withNewMetadata().withNamespace("dev")
                .withName(name)
                .withLabels(labels).endMetadata().withNewSpec().withNewTemplate().withNewSpec().addNewContainer()
                .withName("app").withImage(image).endContainer().endSpec().endTemplate().endSpec().build()).create());
    }

    private void statefulSet(String name, Map<String, String> labels, String image) throws InterruptedException {
        cluster.ask("make", c -> c.resource(new StatefulSetBuilder().withNewMetadata().withNamespace("dev")
                .withName(name)
                .withLabels(labels).endMetadata().withNewSpec().withNewTemplate().withNewSpec().addNewContainer()
                .withName("app").withImage(image).endContainer().endSpec().endTemplate().endSpec().build()).create());
    }
}
