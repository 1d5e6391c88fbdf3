package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

import io.jenkins.plugins.taskhub.kubernetes.Cluster;
import io.jenkins.plugins.taskhub.kubernetes.ClusterAccess;
import io.jenkins.plugins.taskhub.kubernetes.ClusterException;
import io.jenkins.plugins.taskhub.kubernetes.ClusterException.Kind;
import io.jenkins.plugins.taskhub.kubernetes.Images;
import io.jenkins.plugins.taskhub.kubernetes.Place;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseEntry;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus;
import io.jenkins.plugins.taskhub.sandbox.Checkout;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Reads and annotates what a real helm left on a real API server. */
public class ReleaseStorageIT {
    private final LocalTarget target = LocalTarget.get();
    private String kubeconfig;
    private Cluster cluster;

    @Before
    public void deployTwice() throws Exception {
        target.reset();
        kubeconfig = Files.readString(target.kubeconfig());
        cluster = Cluster.open(ClusterAccess.kubeconfig(kubeconfig), Place.CONTROLLER);
        for (var tag : new String[] {"0.1.0", "0.1.1"}) {
            target.helm("upgrade", "--install", LocalTarget.RELEASE,
                    Checkout.find().resolve("infra/helm/charts/task-service").toString(), "-n", "dev", "--set",
                    "image.tag=" + tag);
        }
    }

    @After
    public void close() {
        cluster.close();
    }

    @Test
    public void readsTheHistoryOfARealHelm() throws Exception {
        var state = cluster.releases("dev").state(LocalTarget.RELEASE);

        assertThat(state.entries()).extracting(ReleaseEntry::status)
                .containsExactly(ReleaseStatus.SUPERSEDED, ReleaseStatus.DEPLOYED);
        assertThat(state.deployed().orElseThrow().value("image.tag")).contains("0.1.1");
        assertThat(cluster.releases("dev").history(LocalTarget.RELEASE, 1)).singleElement()
                .satisfies(r -> assertThat(r.description()).isEqualTo("Upgrade complete"));
        assertThat(Images.running(cluster, "dev", LocalTarget.RELEASE)).singleElement()
                .satisfies(r -> assertThat(r.reference().tag()).contains("0.1.1"));
    }

    @Test
    public void annotatesARevisionThatHelmStillReads() throws Exception {
        var storage = cluster.releases("dev");
        storage.annotate(LocalTarget.RELEASE, 2, Map.of("taskhub.io/build-url", "https://ci/1", "taskhub.io/by", "rm"));
        var removal = new LinkedHashMap<String, String>();
        removal.put("taskhub.io/by", null);

        assertThat(storage.annotate(LocalTarget.RELEASE, 2, removal).annotations())
                .containsExactly(Map.entry("taskhub.io/build-url", "https://ci/1"));
        assertThat(target.helm("history", LocalTarget.RELEASE, "-n", "dev")).contains("Upgrade complete");
    }

    @Test
    public void saysWhoMayNotLook() {
        var token = kubeconfig.replaceAll(" *client-certificate-data: .*\n", "")
                .replaceAll("client-key-data: .*", "token: canary-of-nobody");

        try (var stranger = Cluster.open(ClusterAccess.kubeconfig(token), Place.CONTROLLER)) {
            assertThatThrownBy(() -> stranger.releases("dev").entries(LocalTarget.RELEASE))
                    .isInstanceOfSatisfying(ClusterException.class,
                            e -> assertThat(e.kind()).isEqualTo(Kind.UNAUTHORIZED))
                    .hasMessageContaining("does not accept the credentials of user").hasMessageNotContaining("canary");
        }
    }

    @Test
    public void saysThatTheAuthorityIsNotTrusted() {
        var stranger = kubeconfig.replaceAll("certificate-authority-data: .*", "insecure-skip-tls-verify: false");

        try (var cluster = Cluster.open(ClusterAccess.kubeconfig(stranger), Place.CONTROLLER)) {
            assertThatThrownBy(() -> cluster.hasNamespace("dev"))
                    .isInstanceOfSatisfying(ClusterException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TLS))
                    .hasMessageContaining("certificate-authority-data");
        }
    }
}
