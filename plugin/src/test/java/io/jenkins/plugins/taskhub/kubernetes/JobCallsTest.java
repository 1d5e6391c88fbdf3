package io.jenkins.plugins.taskhub.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class JobCallsTest {
    private final MockCluster mock = MockCluster.keeping();
    private final Cluster cluster = mock.open();
    private String uid;

    @Before
    public void makeCronJob() {
        var client = cluster.client();
        client.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName("dev").endMetadata().build())
                .create();
        var cronJob = client.getKubernetesSerialization().unmarshal("""
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: postgres-backup, namespace: dev}
                spec:
                  schedule: "0 2 * * *"
                  jobTemplate:
                    metadata: {labels: {app: backup}, annotations: {note: x}}
                    spec:
                      backoffLimit: 3
                      template:
                        spec:
                          restartPolicy: Never
                          containers:
                            - name: backup
                              image: postgres:16
                              command: [bash, /scripts/backup.sh]
                              args: [x]
                              env:
                                - {name: PGDATABASE, value: taskdb}
                                - name: PGPASSWORD
                                  valueFrom: {secretKeyRef: {name: db-credentials, key: password}}
                              volumeMounts:
                                - {name: backups, mountPath: /backups}
                                - {name: scripts, mountPath: /scripts}
                          volumes:
                            - {name: backups, persistentVolumeClaim: {claimName: postgres-backups}}
                            - {name: scripts, configMap: {name: postgres-backup-scripts}}
                """, CronJob.class);
        uid = client.batch().v1().cronjobs().inNamespace("dev").resource(cronJob).create().getMetadata().getUid();
    }

    @After
    public void stop() {
        cluster.close();
        mock.close();
    }

    @Test
    public void makesAJobAsKubectlDoes() throws Exception {
        new JobCalls.StartFromCronJob("dev", "postgres-backup", "postgres-backup-manual-1", further()).on(cluster,
                l -> { });

        var job = job("postgres-backup-manual-1");
        assertThat(job.getMetadata().getLabels()).containsExactly(Map.entry("app", "backup"));
        assertThat(job.getMetadata().getAnnotations()).containsEntry("cronjob.kubernetes.io/instantiate", "manual")
                .containsEntry("note", "x").containsEntry("taskhub.io/build", "https://jenkins/1");
        assertThat(job.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getApiVersion()).isEqualTo("batch/v1");
            assertThat(owner.getKind()).isEqualTo("CronJob");
            assertThat(owner.getName()).isEqualTo("postgres-backup");
            assertThat(owner.getUid()).isEqualTo(uid);
            assertThat(owner.getController()).isTrue();
            assertThat(owner.getBlockOwnerDeletion()).isNull();
        });
        assertThat(job.getSpec().getBackoffLimit()).isEqualTo(3);
        assertThat(job.getSpec().getTemplate().getSpec().getContainers().get(0).getCommand())
                .containsExactly("bash", "/scripts/backup.sh");
    }

    @Test
    public void leavesAJobThatItMadeBeforeARestart() throws Exception {
        var start = new JobCalls.StartFromCronJob("dev", "postgres-backup", "postgres-backup-manual-1", further());
        start.on(cluster, l -> { });
        var made = job("postgres-backup-manual-1").getMetadata().getUid();
        start.on(cluster, l -> { });
        assertThat(job("postgres-backup-manual-1").getMetadata().getUid()).isEqualTo(made);
    }

    @Test
    public void refusesAJobOfThatNameThatIsNotItsOwn() {
        keep(new JobBuilder().withNewMetadata().withName("postgres-backup-manual-1").endMetadata().build());
        assertThatThrownBy(() -> new JobCalls.StartFromCronJob("dev", "postgres-backup", "postgres-backup-manual-1",
                further()).on(cluster, l -> { })).isInstanceOf(ClusterException.class)
                .hasMessageContaining("create the Job postgres-backup-manual-1 in dev");
    }

    @Test
    public void makesAOneOffJobWithTheSecretsAndVolumesOfTheCronJob() throws Exception {
        var env = new LinkedHashMap<String, String>(Map.of("QUERY", "SELECT '$(PGPASSWORD)'"));
        env.put("PGDATABASE", "other");
        new JobCalls.StartOneOff("dev", "postgres-backup", "postgres-backup-list-1", "list",
                List.of("bash", "/scripts/list.sh"), env, 60).on(cluster, l -> { });

        var job = job("postgres-backup-list-1");
        assertThat(job.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(job.getMetadata().getLabels()).containsEntry("taskhub.io/purpose", "list")
                .containsEntry("taskhub.io/cronjob", "postgres-backup");
        assertThat(job.getSpec().getBackoffLimit()).isZero();
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(60);
        assertThat(job.getSpec().getTtlSecondsAfterFinished()).isPositive();
        var container = job.getSpec().getTemplate().getSpec().getContainers().get(0);
        assertThat(container.getCommand()).containsExactly("bash", "/scripts/list.sh");
        assertThat(container.getArgs()).isEmpty();
        assertThat(container.getVolumeMounts()).hasSize(2);
        assertThat(container.getEnv()).filteredOn(e -> e.getName().equals("PGPASSWORD")).singleElement()
                .satisfies(e -> assertThat(e.getValueFrom().getSecretKeyRef().getName()).isEqualTo("db-credentials"));
        assertThat(container.getEnv()).filteredOn(e -> e.getName().equals("PGDATABASE")).singleElement()
                .satisfies(e -> assertThat(e.getValue()).isEqualTo("other"));
        assertThat(container.getEnv()).filteredOn(e -> e.getName().equals("QUERY")).singleElement()
                .satisfies(e -> assertThat(e.getValue()).as("no variable is put into a value")
                        .isEqualTo("SELECT '$$(PGPASSWORD)'"));
        assertThat(new JobCalls.Delete("dev", "postgres-backup-list-1").on(cluster, l -> { })).isTrue();
        assertThat(new JobCalls.Delete("dev", "postgres-backup-list-1").on(cluster, l -> { })).isFalse();
    }

    @Test
    public void readsWhatRunsOfACronJob() throws Exception {
        keep(of("postgres-backup-29388", null).build());
        keep(of("ended", "Complete").build());
        keep(new JobBuilder().withNewMetadata().withName("of-another").endMetadata().build());
        new JobCalls.StartOneOff("dev", "postgres-backup", "verify-1", "verify", List.of("bash"),
                new LinkedHashMap<>(), 9)
                .on(cluster, l -> { });

        var state = new JobCalls.ReadCronJob("dev", "postgres-backup").on(cluster, l -> { });
        assertThat(state.running()).extracting(r -> r.name() + " " + r.origin())
                .containsExactlyInAnyOrder("postgres-backup-29388 scheduled", "verify-1 verify");
        assertThat(state.env()).containsExactly(Map.entry("PGDATABASE", "taskdb"));
        assertThat(state.mounts()).containsEntry("/backups", "postgres-backups").containsEntry("/scripts",
                "postgres-backup-scripts");
        assertThat(state.image()).isEqualTo("postgres:16");
    }

    @Test
    public void namesTheCronJobsThatThereAre() {
        assertThatThrownBy(() -> new JobCalls.ReadCronJob("dev", "backup").on(cluster, l -> { }))
                .hasMessage("There is no CronJob \"backup\" in dev. There are: postgres-backup. Correct the name.");
    }

    @Test
    public void scalesDownAndUpAndRemembersOnTheWorkload() throws Exception {
        var app = new Workload(Workload.Kind.DEPLOYMENT, "dev", "app");
        cluster.client().apps().deployments().inNamespace("dev").resource(new DeploymentBuilder().withNewMetadata()
                .withName("app").endMetadata().withNewSpec().withReplicas(3).endSpec().build()).create();
        assertThat(new Scaling.Read(List.of(app)).on(cluster, l -> { })).containsExactly(Map.entry(app, 3));
        new Scaling.Down(app, 3).on(cluster, l -> { });
        assertThat(deployment().getSpec().getReplicas()).isZero();
        assertThat(new Scaling.Read(List.of(app)).on(cluster, l -> { })).as("what it had before")
                .containsExactly(Map.entry(app, 3));
        new Scaling.Up(app, 3).on(cluster, l -> { });
        assertThat(deployment().getSpec().getReplicas()).isEqualTo(3);
        assertThat(deployment().getMetadata().getAnnotations()).doesNotContainKey(Scaling.BEFORE);
        assertThat(new Scaling.Read(List.of(new Workload(Workload.Kind.STATEFUL_SET, "dev", "x")))
                .on(cluster, l -> { })).as("what is not there").isEmpty();
    }

    private Deployment deployment() {
        return cluster.client().apps().deployments().inNamespace("dev").withName("app").get();
    }

    private static LinkedHashMap<String, String> further() {
        return new LinkedHashMap<>(Map.of("taskhub.io/build", "https://jenkins/1"));
    }

    private JobBuilder of(String name, String condition) {
        var job = new JobBuilder().withNewMetadata().withName(name).addNewOwnerReference().withUid(uid)
                .withKind("CronJob").endOwnerReference().endMetadata();
        return condition == null ? job : job.withNewStatus().addNewCondition().withType(condition).withStatus("True")
                .endCondition().endStatus();
    }

    private void keep(Job job) {
        cluster.client().batch().v1().jobs().inNamespace("dev").resource(job).create();
    }

    private Job job(String name) {
        return cluster.client().batch().v1().jobs().inNamespace("dev").withName(name).get();
    }
}
