package io.jenkins.plugins.taskhub.embedded.model;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.Util;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.util.Secret;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who may do what, and what nobody may read. */
public class SecurityAndSecretsTest {
    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Test
    public void withoutSecurityEveryoneMayDoEverything() throws Throwable {
        sessions.then(r -> {
            SampleJob job = r.createProject(SampleJob.class, "deploy");
            try (ACLContext ignored = ACL.as(User.getById("anyone", true))) {
                assertThat(job.hasPermission(Item.CONFIGURE)).isTrue();
                assertThat(User.current().getId()).isEqualTo("anyone");
            }
            assertThat(User.current()).isNull();
        });
    }

    @Test
    public void permissionsAreGrantedToUsersAndGroups() throws Throwable {
        sessions.then(r -> {
            JenkinsRule.DummySecurityRealm realm = r.createDummySecurityRealm();
            realm.addGroups("rm-1", "release-managers");
            r.jenkins.setSecurityRealm(realm);
            SampleJob job = r.createProject(SampleJob.class, "deploy");
            SampleJob other = r.createProject(SampleJob.class, "other");
            r.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.ADMINISTER).everywhere().to("admin")
                    .grant(Item.READ, Item.BUILD).onItems(job).to("release-managers")
                    .grant(Jenkins.READ).everywhere().toEveryone());
            try (ACLContext ignored = ACL.as(User.getById("rm-1", true))) {
                assertThat(User.current().getAuthorities()).contains("release-managers", "authenticated");
                assertThat(job.hasPermission(Item.BUILD)).isTrue();
                assertThat(job.hasPermission(Item.CANCEL)).isFalse();
                assertThat(r.jenkins.getItems()).hasSize(1);
                assertThat(r.jenkins.getItem("other")).isNull();
                assertThatThrownBy(() -> other.checkPermission(Item.BUILD))
                        .isInstanceOf(AccessDeniedException3.class)
                        .hasMessage("rm-1 is missing the Job/Build permission");
            }
            try (ACLContext ignored = ACL.as(User.getById("admin", true))) {
                assertThat(other.hasPermission(Item.CANCEL)).isTrue();
            }
            try (ACLContext ignored = ACL.as2(Jenkins.ANONYMOUS2)) {
                assertThat(job.hasPermission(Item.READ)).isFalse();
                assertThat(r.jenkins.hasPermission(Jenkins.READ)).isTrue();
            }
            assertThat(other.hasPermission(Item.DELETE)).isTrue();
        });
    }

    @Test
    public void secretsAreEncryptedOnDiskAndReadBackByALaterController() throws Throwable {
        sessions.then(r -> {
            List<Credentials> all = SystemCredentialsProvider.getInstance().getCredentials();
            all.add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "registry", "push", "robot",
                    "canary-password"));
            all.add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("canary-token")));
            all.add(new FileCredentialsImpl(CredentialsScope.GLOBAL, "kubeconfig", "", "config",
                    SecretBytes.fromBytes("canary-kubeconfig".getBytes(StandardCharsets.UTF_8))));
            all.add(new StringCredentialsImpl(CredentialsScope.SYSTEM, "system", "", Secret.fromString("x")));
            SystemCredentialsProvider.getInstance().save();
        });
        try (Stream<Path> files = Files.walk(sessions.getHome().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString())
                        .doesNotContain("canary").doesNotContain("Y2FuYXJ5");
            }
        }
        sessions.then(r -> {
            SampleJob job = r.createProject(SampleJob.class, "deploy");
            SampleJob.body = run -> { };
            SampleRun run = r.buildAndAssertSuccess(job);
            StandardUsernamePasswordCredentials registry = CredentialsProvider.findCredentialById("registry",
                    StandardUsernamePasswordCredentials.class, run);
            assertThat(registry.getPassword().getPlainText()).isEqualTo("canary-password");
            assertThat(CredentialsProvider.findCredentialById("token", StringCredentials.class, run).getSecret())
                    .hasToString("canary-token");
            assertThat(CredentialsProvider.findCredentialById("kubeconfig", FileCredentials.class, run).getContent())
                    .hasContent("canary-kubeconfig");
            assertThat(CredentialsProvider.findCredentialById("token", FileCredentials.class, run)).isNull();
            assertThat(CredentialsProvider.findCredentialById("system", StringCredentials.class, run)).isNull();
            assertThat(new StandardListBoxModel().includeEmptyValue().includeMatchingAs(ACL.SYSTEM2, job,
                    StandardCredentials.class, List.of(), CredentialsMatchers.instanceOf(FileCredentials.class))
                    .includeCurrentValue("gone")).extracting(o -> o.value)
                    .containsExactly("", "kubeconfig", "gone");
        });
    }

    @Test
    public void anEncryptedTextIsNotReadWithAnotherKey() throws Throwable {
        String[] sealed = new String[1];
        sessions.then(r -> {
            sealed[0] = Secret.fromString("hush").getEncryptedValue();
            assertThat(sealed[0]).matches("\\{.+}").doesNotContain("hush");
            assertThat(Secret.fromString(sealed[0]).getPlainText()).isEqualTo("hush");
            assertThat(Files.getPosixFilePermissions(sessions.getHome().toPath()
                    .resolve("secrets/hudson.util.Secret"))).hasSize(2);
        });
        Util.deleteRecursive(new File(sessions.getHome(), "secrets"));
        sessions.then(r -> assertThat(Secret.decrypt(sealed[0])).isNull());
    }
}
