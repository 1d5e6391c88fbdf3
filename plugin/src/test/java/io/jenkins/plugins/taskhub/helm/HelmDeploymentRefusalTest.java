package io.jenkins.plugins.taskhub.helm;

import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.cli.Outcome;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

/** What is refused before helm changes anything. */
public class HelmDeploymentRefusalTest extends DeploymentScene {
    @Test
    public void refusesANamespaceThatDoesNotExist() throws Exception {
        cluster.namespace = false;
        refused("namespace dev does not exist: create it, correct the name, or deploy with createNamespace: true");
        request.createNamespace = true;
        deploy();
        assertThat(helm.get(0)).contains("--create-namespace");
    }

    @Test
    public void refusesFilesThatAreMissingOrOutside() throws Exception {
        request.values.set(0, "values-prod.yaml");
        refused("there is no values file 'values-prod.yaml' in the workspace");
        File secret = tmp.newFile("secret.yaml");
        Files.createSymbolicLink(Path.of(ports.workspace().getRemote(), "link.yaml"), secret.toPath());
        request.values.set(0, "link.yaml");
        refused("values 'link.yaml' leads out of the workspace by a symbolic link");
        request.values.clear();
        request.chart = "nowhere/to/go";
        refused("there is no chart 'nowhere/to/go' in the workspace");
        request.chart = ".";
        refused("chart '.' has no Chart.yaml");
        assertThat(helm).isEmpty();
    }

    @Test
    public void tellsInOneLineWhatTheSchemaRefuses() {
        ends.put("render", new Outcome(1, List.of("Error: UPGRADE FAILED: values don't meet the specifications of the schema(s)"
                + " in the following chart(s):", "app:", "- at '/replicaCount': got string, want integer", ""), null, null));
        refused("app in dev cannot be deployed, nothing was changed: the values do not fit the chart's schema: app: - at "
                + "'/replicaCount': got string, want integer: correct the values files or set");
    }

    @Test
    public void refusesAnotherStorageThanSecrets() {
        ports.env.put("HELM_DRIVER", "configmap");
        refused("HELM_DRIVER is 'configmap', but releases are read from Secrets");
    }

    @Test
    public void refusesAnEnvironmentThatLeadsHelmElsewhere() {
        ports.env.put("HELM_KUBETOKEN", "canary-token-2");
        refused("HELM_KUBETOKEN is set, which would lead helm to another cluster");
    }
}
