package io.jenkins.plugins.taskhub.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.step.Parameters;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.Test;

public class DeployRequestTest {
    @Test
    public void refusesEveryBadValueBeforeAnythingStarts() {
        refused(r -> r.chart = "--debug", "chart '--debug' begins with '-'");
        refused(r -> r.chart = "../chart", "chart '../chart' is not a path inside the workspace");
        refused(r -> r.chart = "", "chart is missing");
        refused(r -> r.values.add("/etc/passwd"), "values '/etc/passwd' is not a path inside the workspace");
        refused(r -> r.values.add("a,b.yaml"), "values 'a,b.yaml' has a comma");
        refused(r -> r.imageTag = "-x", "imageTag '-x' is not an image tag");
        refused(r -> r.imageTag = "0.1 2", "imageTag '0.1 2'");
        refused(r -> r.imageTag = "0.1;id", "imageTag '0.1;id'");
        refused(r -> r.imageTag = "", "imageTag is missing");
        refused(r -> r.imageTags.put("web", "?"), "imageTags 'web' '?'");
        refused(r -> r.imageTags.put("web[0]", "1"), "imageTagKey 'web[0].image.tag' is not a path");
        refused(r -> r.imageTagKey = "-k", "imageTagKey '-k' begins with '-'");
        refused(r -> r.image = "team/App", "image 'team/App' is not an image repository");
        refused(r -> r.imageDigestKey = "image.digest", "imageDigestKey 'image.digest' takes the digest of one image");
        refused(r -> pin(r, "image[0]"), "imageDigestKey 'image[0]' is not a path");
        refused(r -> pin(r, "image"), "imageDigestKey 'image' is given, and so is a value below it");
        refused(r -> {
            pin(r, "image.digest");
            r.verifyImage = false;
        }, "leave verifyImage true");
        refused(r -> r.timeout = "soon", "timeout 'soon'");
        refused(r -> r.historyMax = -1, "historyMax -1");
        refused(r -> r.recover = "force", "recover 'force' is neither fail nor rollback");
        refused(r -> r.chartVersion = "--verify", "chartVersion '--verify'");
        refused(r -> r.set.put("a..b", 1), "set 'a..b'");
        refused(r -> r.annotations.put("a b", "x"), "annotations 'a b'");
        refused(r -> r.registryCredentialsId = "-c", "registryCredentialsId '-c'");
    }

    @Test
    public void refusesATargetThatIsNoTarget() {
        target("App", "dev", null, "controller", "release 'App'");
        target("app", "de v", null, "controller", "namespace 'de v'");
        target("app", "", null, "controller", "namespace is missing");
        target("app", "dev", "--insecure", "controller", "context '--insecure' begins with '-'");
        target("app", "dev", null, "moon", "via 'moon' is neither controller nor agent");
    }

    @Test
    public void takesChartsFromElsewhere() {
        for (String chart : List.of("oci://registry.example.com/charts/app", "bitnami/nginx", "https://example.com/a.tgz")) {
            var request = request();
            request.chart = chart;
            assertThat(request.checked().chart).isEqualTo(chart);
        }
    }

    @Test
    public void putsEachComponentsTagBelowItsName() {
        var request = request();
        request.imageTags = new LinkedHashMap<>(Map.of("web", "1.0"));
        assertThat(request.checked().tagKeys()).isEqualTo(Map.of("web.image.tag", "1.0"));
    }

    @Test
    public void makesPlainValuesOfWhatAPipelineGives() {
        var value = Parameters.plain("set", List.of(new StringBuilder("text"), 3, Map.of("k", true)));
        assertThat(value).isEqualTo(List.of("text", 3, Map.of("k", true)));
        assertThatThrownBy(() -> Parameters.plain("set", new Object())).isInstanceOf(StepFailure.class)
                .hasMessageContaining("set holds a java.lang.Object");
    }

    private static DeployRequest request() {
        var request = new DeployRequest(new HelmTarget("app", "dev", null, null, "controller"));
        request.chart = "chart";
        return request;
    }

    private static void pin(DeployRequest request, String key) {
        request.image = "team/app";
        request.imageTag = "1";
        request.imageDigestKey = key;
    }

    private static void refused(Consumer<DeployRequest> change, String said) {
        var request = request();
        change.accept(request);
        assertThatThrownBy(request::checked).isInstanceOf(StepFailure.class).hasMessageContaining(said);
    }

    private static void target(String release, String namespace, String context, String via, String said) {
        assertThatThrownBy(() -> new HelmTarget(release, namespace, null, context, via)).isInstanceOf(StepFailure.class)
                .hasMessageContaining(said);
    }
}
