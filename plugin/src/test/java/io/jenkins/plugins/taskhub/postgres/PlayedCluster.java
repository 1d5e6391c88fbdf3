package io.jenkins.plugins.taskhub.postgres;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** An API server with the CronJob of the chart and a Deployment; how Jobs end is told by the test. */
final class PlayedCluster implements AutoCloseable {
    static final String TOKEN = "canary-token-0816";
    private static final String CRON_JOB = """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: postgres-backup, namespace: dev}
            spec:
              schedule: "0 2 * * *"
              jobTemplate:
                spec:
                  template:
                    spec:
                      restartPolicy: Never
                      containers:
                        - name: backup
                          image: postgres:16
                          command: [bash, /scripts/backup.sh]
                          env:
                            - {name: PGDATABASE, value: taskdb}
                            - name: PGPASSWORD
                              valueFrom: {secretKeyRef: {name: db-credentials, key: password}}
                          volumeMounts:
                            - {name: scripts, mountPath: /scripts}
                      volumes:
                        - {name: scripts, configMap: {name: postgres-backup-scripts}}
            """;

    private final KubernetesMockServer server;
    final KubernetesClient client;

    PlayedCluster() {
        Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
        server = new KubernetesMockServer(new Context(), new MockWebServer(), responses,
                new KubernetesMixedDispatcher(responses), false);
        server.init();
        client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig())).build();
        client.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName("dev").endMetadata().build())
                .create();
        client.batch().v1().cronjobs().inNamespace("dev").resource(client.getKubernetesSerialization()
                .unmarshal(CRON_JOB, CronJob.class)).create();
        client.apps().deployments().inNamespace("dev").resource(new DeploymentBuilder().withNewMetadata()
                .withName("task-service").withGeneration(1L).endMetadata().withNewSpec().withReplicas(2)
                .withNewSelector()
                .addToMatchLabels("app", "task-service").endSelector().endSpec().build()).create();
    }

    String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: dev
                clusters: [{name: here, cluster: {server: "%s"}}]
                users: [{name: deployer, user: {token: %s}}]
                contexts: [{name: dev, context: {cluster: here, user: deployer}}]
                """.formatted(server.url("/"), TOKEN);
    }

    List<Job> jobs() {
        return client.batch().v1().jobs().inNamespace("dev").list().getItems();
    }

    int replicas() {
        return client.apps().deployments().inNamespace("dev").withName("task-service").get().getSpec().getReplicas();
    }

    /** Waits for the Job of a purpose. */
    Job await(String purpose) throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < patience) {
            for (var job : jobs()) {
                if (job.getMetadata().getName().startsWith("postgres-backup-" + purpose + "-")) {
                    return job;
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("no Job for " + purpose + " within half a minute");
    }

    /** Lets the Job of a purpose end, with this log. */
    void end(String purpose, boolean good, String log) throws InterruptedException {
        var job = await(purpose);
        var name = job.getMetadata().getName();
        var uid = Map.of("batch.kubernetes.io/controller-uid", job.getMetadata().getUid());
        server.expect().get().withPath("/api/v1/namespaces/dev/pods/" + name + "-x/log?pretty=false&container=backup"
                + "&follow=true").andReturn(200, log).always();
        client.pods().inNamespace("dev").resource(new PodBuilder().withNewMetadata().withName(name + "-x").withLabels(
                uid)
                .endMetadata().withNewSpec().addNewContainer().withName("backup").endContainer().endSpec()
                .withNewStatus().withPhase(good ? "Succeeded" : "Failed").addNewContainerStatus().withName("backup")
                .withRestartCount(0).withNewState().withNewTerminated().withExitCode(good ? 0 : 1).endTerminated()
                .endState().endContainerStatus().endStatus().build()).create();
        client.batch().v1().jobs().inNamespace("dev").resource(new JobBuilder(job).editSpec().withNewSelector()
                .withMatchLabels(uid).endSelector().endSpec().withNewStatus().addNewCondition()
                .withType(good ? "Complete" : "Failed").withStatus("True").withReason("BackoffLimitExceeded")
                .endCondition().endStatus().build()).update();
    }

    /** The Deployment's controller has done what is asked of it. */
    void settle() {
        client.apps().deployments().inNamespace("dev").withName("task-service").edit(d -> {
            int replicas = d.getSpec().getReplicas();
            return new DeploymentBuilder(d).withNewStatus().withObservedGeneration(d.getMetadata().getGeneration())
                    .withReplicas(replicas).withUpdatedReplicas(replicas).withAvailableReplicas(replicas)
                    .withReadyReplicas(replicas).endStatus().build();
        });
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
