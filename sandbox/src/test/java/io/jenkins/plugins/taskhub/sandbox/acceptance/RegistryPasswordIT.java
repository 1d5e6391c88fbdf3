package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.sandbox.demo.DemoTrivy;
import io.jenkins.plugins.taskhub.sandbox.run.Credential;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** app-ci against a registry that demands a password: build, scan, promotion and deployment know it, and nobody sees it. */
public class RegistryPasswordIT extends AcceptanceTest {
    private LockedRegistry registry;

    @Before
    public void lockTheRegistry() throws Exception {
        registry = new LockedRegistry(folder.newFolder("registry").toPath());
        environment.put("TASKHUB_IMAGE", registry.address() + "/taskhub/task-service");
        environment.put("TASKHUB_REGISTRY_ID", "registry");
        environment.put("TASKHUB_BUILDER", "jib");
        environment.put("TASKHUB_BASE_IMAGE", registry.pushBase("base/java:17"));
        try (var progress = Progress.onScreen(System.out)) {
            environment.putAll(DemoTrivy.prepare(target.tools(), folder.newFolder("trivy").toPath(), progress));
        }
        environment.merge("PATH", target.tools().program("trivy").getParent().toString(), (path, dir) -> dir + ":" + path);
    }

    @After
    public void stopTheRegistry() throws Exception {
        if (registry != null) {
            registry.close();
        }
    }

    @Override
    LocalController.Builder controller() {
        return super.controller().job("app-ci", sources.jenkinsfile("app-ci"))
                .credential(Credential.login("registry", LockedRegistry.USER, LockedRegistry.PASSWORD));
    }

    @Test
    public void aPushGoesToDevAndNobodySeesThePasswordOfTheRegistry() throws Exception {
        var outcome = CanaryWatch.over(home(), () -> build("app-ci", request -> request), "jib-maven-plugin",
                "trivy image", "helm upgrade");
        assertThat(outcome.log()).contains("[scan] pass: ", "Build taskhub-deploy-dev #1 completed: SUCCESS");
        var deployed = ImageReference.parse(image("dev"));
        assertThat(deployed.digest()).isEqualTo(registry.digest("taskhub/task-service", deployed.tag().orElseThrow()));
        assertThat(registry.content().contents("taskhub/task-service", deployed.tag().orElseThrow()))
                .anyMatch(content -> content.contains("com/taskhub/tasks/Main.class"))
                .noneMatch(content -> LockedRegistry.canaries().stream().anyMatch(content::contains));
    }
}
