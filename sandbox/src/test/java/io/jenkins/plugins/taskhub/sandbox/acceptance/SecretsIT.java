package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Serialization;

import io.jenkins.plugins.taskhub.sandbox.run.Credential;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Credentials that are used are seen by nobody: not in the log, the process list, a workspace, or what is saved. */
public class SecretsIT extends AcceptanceTest {
    private static final String PASSWORD = "canary-3f1c77a0b2-of-the-registry";
    private static final String DEPLOYER = "deployer";

    private String token;
    private Process registry;
    private List<Credential> credentials;

    @Before
    public void aDeployerWithATokenAndARegistryWithAPassword() throws IOException, InterruptedException {
        target.client().resource(new ServiceAccountBuilder().withNewMetadata().withName(DEPLOYER)
                .withNamespace("default").endMetadata().build()).create();
        target.client().resource(new ClusterRoleBindingBuilder().withNewMetadata().withName(DEPLOYER).endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                .addNewSubject().withKind("ServiceAccount").withName(DEPLOYER).withNamespace("default").endSubject()
                .build()).create();
        token = target.client().serviceAccounts().inNamespace("default").withName(DEPLOYER)
                .tokenRequest(new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build())
                .getStatus().getToken();
        startRegistry();
        credentials = List.of(Credential.file("cluster", kubeconfig()),
                Credential.login("registry", "robot", PASSWORD));
        environment.remove("KUBECONFIG");
    }

    @After
    public void removeThem() throws InterruptedException {
        if (registry != null) {
            registry.destroy();
            registry.waitFor();
        }
        target.client().rbac().clusterRoleBindings().withName(DEPLOYER).delete();
        target.client().serviceAccounts().inNamespace("default").withName(DEPLOYER).delete();
    }

    @Test
    public void noCanaryIsSeenAnywhere() throws Exception {
        var file = folder.getRoot().toPath().resolve("script.Jenkinsfile");
        Files.writeString(file, "node {\n    checkout scm\n    " + BadInputIT.deploy(Map.of("kubeconfigId", "'cluster'",
                "registryCredentialsId", "'registry'")) + "\n}\n");
        var builder = controller().job("script", file);
        credentials.forEach(builder::credential);
        try (var processes = new ProcessWatch(home()); var files = new FileWatch(home(), canaries());
             var controller = builder.start()) {
            var outcome = controller.build("script").user(DEVELOPER).run();
            assertSucceeded(outcome);
            assertThat(tag("dev")).isEqualTo("0.1.1");
            assertThat(processes.seen()).as("helm was watched").anyMatch(line -> line.contains("upgrade"));
            for (var canary : canaries()) {
                assertThat(outcome.log()).doesNotContain(canary);
                assertThat(processes.seen()).noneMatch(line -> line.contains(canary));
                assertThat(processes.environments()).noneMatch(line -> line.contains(canary));
            }
            assertThat(processes.environments()).as("helm's environment was watched")
                    .anyMatch(line -> line.contains("KUBECONFIG="));
            assertThat(files.found()).as("only the file that helm reads, beside the workspace").hasSize(1)
                    .allMatch(seen -> seen.matches("rwx------ rw------- workspace/[^/]+@tmp/taskhub-[^/]+/[^/]+"));
        }
        assertThat(filesWithCanaries(home())).isEmpty();
    }

    private List<String> canaries() {
        return List.of(token, PASSWORD, base64(token), base64(PASSWORD), base64("robot:" + PASSWORD));
    }

    private List<Path> filesWithCanaries(Path dir) throws IOException {
        List<Path> found = new ArrayList<>();
        try (var files = Files.walk(dir)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (canaries().stream().anyMatch(content::contains)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private void startRegistry() throws IOException, InterruptedException {
        var login = secretFile("login", "robot:" + PASSWORD);
        registry = new ProcessBuilder(target.tools().cluster().toString(), "registry", "--auth", login.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var address = registry.inputReader().readLine().replace("registry ", "");
        environment.put("TASKHUB_IMAGE", target.push(address, List.of("0.1.1"), "--auth", login.toString()));
    }

    private Path kubeconfig() throws IOException {
        var admin = Config.fromKubeconfig(target.kubeconfig().toFile());
        return secretFile("deployer.kubeconfig", Serialization.asYaml(new ConfigBuilder()
                .addNewCluster().withName("c").withNewCluster().withServer(target.server())
                .withCertificateAuthorityData(admin.getCaCertData()).endCluster().endCluster()
                .addNewUser().withName("u").withNewUser().withToken(token).endUser().endUser()
                .addNewContext().withName("x").withNewContext().withCluster("c").withUser("u").endContext().endContext()
                .withCurrentContext("x").build()));
    }

    private Path secretFile(String name, String content) throws IOException {
        var file = Files.createFile(folder.getRoot().toPath().resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, content);
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
