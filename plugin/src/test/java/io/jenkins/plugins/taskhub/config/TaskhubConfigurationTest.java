package io.jenkins.plugins.taskhub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.ExtensionList;
import hudson.model.Descriptor.FormException;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.util.FormValidation;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsSessionRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

public class TaskhubConfigurationTest {

    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    private static TaskhubConfiguration configuration() {
        return ExtensionList.lookupSingleton(TaskhubConfiguration.class);
    }

    @Test
    public void isKnownToConfigurationAsCodeAsTaskhub() {
        assertThat(TaskhubConfiguration.class.getAnnotation(Symbol.class).value()).containsExactly("taskhub");
    }

    @Test
    public void saysNothingUntilItIsConfigured() throws Throwable {
        sessions.then(j -> assertThat(TaskhubConfiguration.settings()).isEqualTo(Settings.NONE));
    }

    @Test
    public void whatIsConfiguredIsThereAfterARestartAndIsNoSecret() throws Throwable {
        sessions.then(j -> {
            var configuration = configuration();
            configuration.setKubeconfigId(" prod-cluster ");
            configuration.setContext("admin");
            configuration.setRegistry("https://registry.example.com:5000/");
            configuration.setRegistryCredentialsId("reg");
            configuration.setTools(List.of(new ToolPath("helm", "/opt/helm"), new ToolPath(" trivy", "/opt/trivy ")));
            configuration.setKeepReports(50);
            configuration.setLargestReportMegabytes(20);
        });
        sessions.then(j -> {
            assertThat(TaskhubConfiguration.settings()).isEqualTo(new Settings("prod-cluster", "admin",
                    "registry.example.com:5000", "reg", Map.of("helm", "/opt/helm", "trivy", "/opt/trivy"), 50,
                    20_000_000));
            assertThat(Files.readString(j.jenkins.getRootDir().toPath()
                    .resolve("io.jenkins.plugins.taskhub.config.TaskhubConfiguration.xml")))
                    .contains("<kubeconfigId>prod-cluster</kubeconfigId>");
        });
    }

    @Test
    public void anEmptyFieldTakesTheDefaultAway() throws Throwable {
        sessions.then(j -> {
            var configuration = configuration();
            configuration.setKubeconfigId("a");
            configuration.setKubeconfigId(" ");
            configuration.setRegistry("r.example.com");
            configuration.setRegistry("");
            configuration.setTools(null);
            configuration.setKeepReports(-1);
            assertThat(TaskhubConfiguration.settings()).isEqualTo(Settings.NONE);
        });
    }

    @Test
    public void refusesWhatNoStepCouldUse() throws Throwable {
        sessions.then(j -> {
            var configuration = configuration();
            assertThatThrownBy(() -> configuration.setRegistry("http://registry.example.com"))
                    .isInstanceOf(StepFailure.class).hasMessageContaining("plain http");
            assertThatThrownBy(() -> configuration.setKubeconfigId("-x")).hasMessageContaining("begins with '-'");
            assertThatThrownBy(() -> configuration.setTools(List.of(new ToolPath("helm", "bin/helm"))))
                    .hasMessageContaining("'bin/helm' of a tool does not begin with '/'");
            assertThatThrownBy(() -> configuration.setTools(List.of(new ToolPath("a/b", "/x"))))
                    .hasMessageContaining("'a/b' is not the name of a program");
            assertThat(TaskhubConfiguration.settings()).isEqualTo(Settings.NONE);
        });
    }

    @Test
    public void theFormIsRefusedInTheWordsOfTheSetter() {
        var wrapped = new IllegalArgumentException("Failed to set registry", new StepFailure("registry 'a b' is not a host"));
        assertThat(TaskhubConfiguration.refusal(wrapped)).hasMessage("registry 'a b' is not a host")
                .extracting(FormException::getFormField).isEqualTo("registry");
        assertThatThrownBy(() -> TaskhubConfiguration.refusal(new IllegalStateException("other"))).hasMessage("other");
    }

    @Test
    public void theFormExplainsAndTellsOnlyAdministratorsOfCredentials() throws Throwable {
        sessions.then(j -> {
            j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
            j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.READ).everywhere().toAuthenticated()
                    .grant(Jenkins.ADMINISTER).everywhere().to("root"));
            SystemCredentialsProvider.getInstance().getCredentials().add(
                    new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "reg", "", "robot", "canary-4411"));
            var tool = new ToolPath.DescriptorImpl();
            try (ACLContext as = ACL.as(User.getById("root", true))) {
                assertThat(configuration().doFillRegistryCredentialsIdItems("")).extracting(one -> one.value)
                        .containsExactly("", "reg");
                assertThat(configuration().doFillKubeconfigIdItems("gone")).extracting(one -> one.value)
                        .containsExactly("", "gone");
                assertThat(configuration().doCheckRegistry("a b").getMessage()).contains("is not a host");
                assertThat(configuration().doCheckRegistry("").kind).isEqualTo(FormValidation.Kind.OK);
                assertThat(configuration().doCheckRegistry("r.example.com").kind).isEqualTo(FormValidation.Kind.OK);
                assertThat(tool.doCheckName("-x").kind).isEqualTo(FormValidation.Kind.ERROR);
                assertThat(tool.doCheckPath("/opt/helm").kind).isEqualTo(FormValidation.Kind.OK);
            }
            try (ACLContext as = ACL.as(User.getById("dev", true))) {
                assertThat(configuration().doFillRegistryCredentialsIdItems("")).isEmpty();
                assertThat(configuration().doFillKubeconfigIdItems("gone")).extracting(one -> one.value)
                        .containsExactly("gone");
                assertThatThrownBy(() -> configuration().doCheckRegistry("a")).isInstanceOf(AccessDeniedException3.class);
                assertThatThrownBy(() -> tool.doCheckPath("/x")).isInstanceOf(AccessDeniedException3.class);
                assertThatThrownBy(() -> tool.doCheckName("x")).isInstanceOf(AccessDeniedException3.class);
            }
        });
    }

    @Test
    public void theDefaultLoginIsForTheDefaultRegistryAlone() {
        var settings = new Settings(null, null, "r.example.com", "reg", Map.of(), 0, 0);
        assertThat(settings.registryCredentialsId(null, "r.example.com")).isEqualTo("reg");
        assertThat(settings.registryCredentialsId(null, "docker.io")).isNull();
        assertThat(settings.registryCredentialsId("own", "docker.io")).isEqualTo("own");
        assertThat(Settings.NONE.registryCredentialsId(null, "docker.io")).isNull();
    }
}
