package io.jenkins.plugins.taskhub.sandbox.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The service accounts of {@code infra/rbac} on the tests' cluster. */
final class Accounts {
    static final String NAMESPACE = "taskhub-system";

    private final KubernetesClient client;

    Accounts(KubernetesClient client) {
        this.client = client;
    }

    /** Applies the folder, as an administrator does before the first job. */
    static Accounts apply(KubernetesClient client, Path folder) throws IOException {
        List<HasMetadata> items = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                try (var content = Files.newInputStream(file)) {
                    items.addAll(client.load(content).items());
                }
            }
        }
        items.sort(Comparator.comparing(item -> !item.getKind().equals("Namespace")));
        items.forEach(item -> client.resource(item).forceConflicts().serverSideApply());
        return new Accounts(client);
    }

    /** Lets an account deploy to a namespace, as Terraform's module {@code namespace} does. */
    void mayDeploy(String account, String namespace) {
        client.resource(new RoleBindingBuilder()
                .withNewMetadata().withName("taskhub-deployer").withNamespace(namespace).endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "taskhub-deployer")
                .addNewSubject("", "ServiceAccount", account, NAMESPACE).build()).serverSideApply();
    }

    /**
     * Whether the API server would let an account do something.
     *
     * @param what such as {@code apps/deployments/scale}; a resource of the core group has an empty group: {@code /pods}
     * @param name of one object; empty for any
     * @param namespace empty for what belongs to none, or for every namespace
     */
    boolean may(String account, String verb, String what, String name, String namespace) {
        var parts = what.split("/", 3);
        return client.authorization().v1().subjectAccessReview().create(new SubjectAccessReviewBuilder()
                .withNewSpec().withUser("system:serviceaccount:" + NAMESPACE + ":" + account)
                .addToGroups("system:serviceaccounts", "system:authenticated")
                .withNewResourceAttributes().withVerb(verb).withGroup(parts[0]).withResource(parts[1])
                .withSubresource(parts.length > 2 ? parts[2] : "").withName(name).withNamespace(namespace)
                .endResourceAttributes().endSpec().build()).getStatus().getAllowed();
    }

    /** Writes the kubeconfig of an account, which is valid for an hour. */
    Path kubeconfig(String account, Path folder) throws IOException {
        var token = client.serviceAccounts().inNamespace(NAMESPACE).withName(account).tokenRequest(
                new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build())
                .getStatus().getToken();
        var config = client.getConfiguration();
        return Files.writeString(folder.resolve(account + ".kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters:
                  - name: taskhub
                    cluster:
                      server: %s
                      certificate-authority-data: %s
                users:
                  - name: %s
                    user:
                      token: %s
                contexts:
                  - name: taskhub
                    context: {cluster: taskhub, user: %s}
                current-context: taskhub
                """.formatted(config.getMasterUrl(), config.getCaCertData(), account, token, account));
    }
}
