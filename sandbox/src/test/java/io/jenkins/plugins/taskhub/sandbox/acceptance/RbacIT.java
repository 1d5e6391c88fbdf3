package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.List;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

import io.jenkins.plugins.taskhub.sandbox.run.Answers;
import org.assertj.core.api.SoftAssertions;
import org.junit.Test;

/** What the accounts of {@code infra/rbac} may do and what not: asked of a real API server, and done. */
public class RbacIT extends AcceptanceTest {
    private static final String DEV = "taskhub-deploy-dev";
    private static final String PROD = "taskhub-deploy-prod";
    private static final String PLATFORM = "taskhub-platform";
    private static final String MONITORING = "taskhub-monitoring";

    /** account, verb, group/resource[/subresource], name or "-", namespace or "-" for the whole cluster. */
    private static final List<String> MAY = List.of(
            DEV + " get /namespaces dev dev",
            DEV + " create /secrets - dev",
            DEV + " delete /secrets sh.helm.release.v1.task-service.v1 dev",
            DEV + " patch /services task-service dev",
            DEV + " create /configmaps - dev",
            DEV + " create /serviceaccounts - dev",
            DEV + " patch apps/deployments task-service dev",
            DEV + " watch apps/replicasets - dev",
            DEV + " watch apps/statefulsets - dev",
            DEV + " patch apps/deployments/scale task-service dev",
            DEV + " create policy/poddisruptionbudgets - dev",
            DEV + " create autoscaling/horizontalpodautoscalers - dev",
            DEV + " create networking.k8s.io/networkpolicies - dev",
            DEV + " create monitoring.coreos.com/servicemonitors - dev",
            DEV + " watch /pods - dev",
            DEV + " create /pods - dev",
            DEV + " get /pods/log task-service-1 dev",
            DEV + " list /events - dev",
            DEV + " get batch/cronjobs postgres-backup dev",
            DEV + " create batch/jobs - dev",
            DEV + " get /persistentvolumeclaims postgres-backups dev",
            PROD + " patch apps/deployments task-service prod",
            PROD + " create batch/jobs - prod",
            PLATFORM + " create /namespaces - -",
            PLATFORM + " create /secrets db-credentials prod",
            PLATFORM + " create apps/statefulsets postgres-postgresql prod",
            PLATFORM + " create rbac.authorization.k8s.io/rolebindings - dev",
            PLATFORM + " bind rbac.authorization.k8s.io/clusterroles taskhub-deployer -",
            PLATFORM + " create coordination.k8s.io/leases - taskhub-system",
            PLATFORM + " get apiextensions.k8s.io/customresourcedefinitions servicemonitors.monitoring.coreos.com -",
            MONITORING + " create rbac.authorization.k8s.io/clusterroles - -",
            MONITORING + " create apiextensions.k8s.io/customresourcedefinitions - -");

    private static final List<String> MUST_NOT = List.of(
            DEV + " get /secrets db-credentials prod",
            DEV + " get /secrets - taskhub-system",
            DEV + " list /secrets - -",
            DEV + " list /pods - prod",
            DEV + " patch apps/deployments task-service prod",
            DEV + " create batch/jobs - prod",
            DEV + " get /namespaces prod prod",
            DEV + " list /namespaces - -",
            DEV + " delete /namespaces dev dev",
            DEV + " create /namespaces - -",
            DEV + " delete /persistentvolumeclaims postgres-backups dev",
            DEV + " patch apps/statefulsets postgres-postgresql dev",
            DEV + " delete apps/statefulsets postgres-postgresql dev",
            DEV + " delete batch/cronjobs postgres-backup dev",
            DEV + " create /pods/exec task-service-1 dev",
            DEV + " create /serviceaccounts/token default dev",
            DEV + " create rbac.authorization.k8s.io/rolebindings - dev",
            DEV + " create rbac.authorization.k8s.io/roles - dev",
            DEV + " list /nodes - -",
            DEV + " get apiextensions.k8s.io/customresourcedefinitions servicemonitors.monitoring.coreos.com -",
            PROD + " patch apps/deployments task-service dev",
            PROD + " delete /persistentvolumeclaims postgres-backups prod",
            PROD + " delete /namespaces prod prod",
            PLATFORM + " delete /namespaces prod -",
            PLATFORM + " create /pods - prod",
            PLATFORM + " create /pods/exec postgres-postgresql-0 prod",
            PLATFORM + " bind rbac.authorization.k8s.io/clusterroles cluster-admin -",
            PLATFORM + " escalate rbac.authorization.k8s.io/clusterroles taskhub-deployer -",
            PLATFORM + " create rbac.authorization.k8s.io/clusterrolebindings - -",
            PLATFORM + " create rbac.authorization.k8s.io/roles - dev",
            PLATFORM + " create apiextensions.k8s.io/customresourcedefinitions - -",
            PLATFORM + " impersonate /users admin -",
            PLATFORM + " list /nodes - -");

    private Accounts accounts;

    @Override
    void prepareCluster() throws Exception {
        super.prepareCluster();
        accounts = Accounts.apply(target.client(), sources.dir().resolve("infra/rbac"));
        accounts.mayDeploy(DEV, "dev");
        accounts.mayDeploy(PROD, "prod");
    }

    @Test
    public void everyAccountMayDoItsWorkAndNothingBeside() {
        var soft = new SoftAssertions();
        MAY.forEach(line -> soft.assertThat(may(line)).as("may: " + line).isTrue());
        MUST_NOT.forEach(line -> soft.assertThat(may(line)).as("must not: " + line).isFalse());
        soft.assertAll();
    }

    @Test
    public void theAccountOfDevDeploysAndRollsBackInDev() throws Exception {
        actAs(DEV);
        assertSucceeded(deployDev("0.1.0"));
        assertSucceeded(deployDev("0.1.1"));
        assertSucceeded(build("rollback", request -> request.parameter("ENVIRONMENT", "dev").parameter("REVISION", "")));
        assertThat(tag("dev")).isEqualTo("0.1.0");
        assertThat(history("dev")).containsExactly("superseded", "superseded", "deployed");
    }

    @Test
    public void aBadRolloutIsExplainedWithTheRightsOfTheAccount() throws Exception {
        actAs(DEV);
        assertSucceeded(deployDev("0.1.0"));
        var outcome = deployDev("0.1.3-crashloop");
        assertRefused(outcome, "CrashLoopBackOff", "dev runs 0.1.0 again");
        assertThat(outcome.log()).contains("password authentication failed");
    }

    @Test
    public void everyOptionOfTheChartIsWithinTheRights() throws Exception {
        actAs(DEV);
        sources.change(DEV_VALUES, "networkPolicy:\n  enabled: true",
                "networkPolicy:\n  enabled: true\nautoscaling:\n  enabled: true\n");
        assertSucceeded(deployDev("0.1.0"));
    }

    @Test
    public void theAccountOfDevIsRefusedInProd() throws Exception {
        actAs(DEV);
        var before = target.snapshot();
        var outcome = deployProd("0.1.1", Answers.approve(RELEASE_MANAGER, "fixes the login"));
        assertRefused(outcome, "prod");
        assertThat(outcome.log()).contains("forbidden");
        assertThat(target.snapshot()).isEqualTo(before);
    }

    @Test
    public void theAccountOfDevBacksUpAndScalesAndCannotTouchTheDatabase() throws Exception {
        actAs(DEV);
        assertSucceeded(deployDev("0.1.0"));
        target.client().resource(backups()).serverSideApply();
        try (var deployer = client(DEV)) {
            var cronJob = deployer.batch().v1().cronjobs().inNamespace("dev").withName("postgres-backup").get();
            var job = new JobBuilder().withNewMetadata().withName("postgres-backup-manual").withNamespace("dev")
                    .addNewOwnerReference().withApiVersion("batch/v1").withKind("CronJob").withController(true)
                    .withName("postgres-backup").withUid(cronJob.getMetadata().getUid()).endOwnerReference()
                    .endMetadata().withSpec(cronJob.getSpec().getJobTemplate().getSpec()).build();
            assertThat(deployer.resource(job).create().getMetadata().getUid()).isNotEmpty();
            assertThat(deployer.resource(job).delete()).isNotEmpty();
            deployer.apps().deployments().inNamespace("dev").withName(RELEASE).scale(0);
            assertThat(deployment("dev").getSpec().getReplicas()).isZero();
            assertThatThrownBy(() -> deployer.batch().v1().cronjobs().inNamespace("dev").withName("postgres-backup")
                    .delete()).isInstanceOf(KubernetesClientException.class).hasMessageContaining("cannot delete resource");
            assertThatThrownBy(() -> deployer.secrets().inNamespace("prod").withName("db-credentials").get())
                    .isInstanceOf(KubernetesClientException.class).hasMessageContaining("cannot get resource");
        } finally {
            target.client().resource(backups()).delete();
        }
    }

    private static CronJob backups() {
        return new CronJobBuilder().withNewMetadata().withName("postgres-backup").withNamespace("dev").endMetadata()
                .withNewSpec().withSchedule("15 2 1 1 *").withNewJobTemplate().withNewSpec().withNewTemplate().withNewSpec()
                .withRestartPolicy("Never").addNewContainer().withName("backup").withImage("postgres:16").endContainer()
                .endSpec().endTemplate().endSpec().endJobTemplate().endSpec().build();
    }

    @Test
    public void thePlatformCannotDeleteANamespaceOrMakeAnAdministrator() throws Exception {
        try (var platform = client(PLATFORM)) {
            assertThatThrownBy(() -> platform.namespaces().withName("prod").delete())
                    .isInstanceOf(KubernetesClientException.class).hasMessageContaining("cannot delete resource");
            var binding = target.client().rbac().clusterRoleBindings().withName("taskhub-monitoring").get();
            binding.getMetadata().setName("sneaky");
            binding.getMetadata().setResourceVersion(null);
            assertThatThrownBy(() -> platform.resource(binding).create())
                    .isInstanceOf(KubernetesClientException.class).hasMessageContaining("cannot create resource");
        }
        assertThat(target.client().namespaces().withName("prod").get().getMetadata().getDeletionTimestamp()).isNull();
    }

    private void actAs(String account) throws Exception {
        environment.put("KUBECONFIG", accounts.kubeconfig(account, folder.getRoot().toPath()).toString());
    }

    private KubernetesClient client(String account) throws Exception {
        return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(Files.readString(
                accounts.kubeconfig(account, folder.getRoot().toPath())))).build();
    }

    private boolean may(String line) {
        var words = line.split(" ");
        return accounts.may(words[0], words[1], words[2], dash(words[3]), dash(words[4]));
    }

    private static String dash(String word) {
        return word.equals("-") ? "" : word;
    }
}
