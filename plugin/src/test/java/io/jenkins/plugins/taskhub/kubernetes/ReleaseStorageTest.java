package io.jenkins.plugins.taskhub.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.jenkins.plugins.taskhub.kubernetes.ClusterException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class ReleaseStorageTest {
    private final MockCluster mock = MockCluster.keeping();
    private final Cluster cluster = mock.open();
    private final ReleaseStorage storage = cluster.releases("dev");

    @Before
    public void keepThreeRevisions() throws Exception {
        keep(secret(1, "superseded", "1795206194", realPayload()));
        keep(secret(2, "deployed", "1795206247", realPayload()));
        keep(secret(10, "pending-upgrade", "1795206999", "broken on purpose: nobody has to read it"));
        keep(new SecretBuilder().withNewMetadata().withName("other").withLabels(Map.of("owner", "me")).endMetadata()
                .build());
    }

    @After
    public void stop() {
        cluster.close();
        mock.close();
    }

    @Test
    public void listsRevisionsByTheirLabelsAlone() throws Exception {
        assertThat(storage.entries("tasks")).extracting(ReleaseEntry::revision, ReleaseEntry::status)
                .containsExactly(tuple(1, ReleaseStatus.SUPERSEDED),
                        tuple(2, ReleaseStatus.DEPLOYED),
                        tuple(10, ReleaseStatus.PENDING_UPGRADE));
    }

    @Test
    public void asksForMetadataOnlyWhenItLists() throws Exception {
        mock.requests();
        storage.entries("tasks");

        var request = mock.server.takeRequest(5, TimeUnit.SECONDS);
        assertThat(request.getHeader("Accept")).startsWith("application/json;as=PartialObjectMetadataList");
        assertThat(request.getPath()).contains("labelSelector=owner%3Dhelm%2Cname%3Dtasks");
    }

    @Test
    public void tellsAStuckReleaseAndSinceWhen() throws Exception {
        var pending = storage.state("tasks").pending().orElseThrow();

        assertThat(pending.revision()).isEqualTo(10);
        assertThat(pending.since()).isEqualTo(Instant.ofEpochSecond(1795206999));
    }

    @Test
    public void readsThePayloadOfTheNewestDeployedRevisionAlone() throws Exception {
        mock.requests();
        var deployed = storage.state("tasks").deployed().orElseThrow();

        assertThat(deployed.revision()).isEqualTo(2);
        assertThat(mock.requests()).hasSize(2);
    }

    @Test
    public void readsWhatARealHelmWrote() throws Exception {
        var release = storage.read("tasks", 2);

        assertThat(release.name()).isEqualTo("tasks");
        assertThat(release.namespace()).isEqualTo("fixtures");
        assertThat(release.status()).isEqualTo(ReleaseStatus.DEPLOYED);
        assertThat(release.description()).isEqualTo("Upgrade complete");
        assertThat(release.updated()).isEqualTo(Instant.parse("2026-11-20T20:24:08.244732529Z"));
        assertThat(release.firstDeployed()).isBefore(release.updated());
        assertThat(release.chart() + " " + release.chartVersion() + " " + release.appVersion())
                .isEqualTo("tasks 1.2.3 0.1");
        assertThat(release.manifest()).contains("kind: Deployment").contains("tasks:0.1.2")
                .doesNotContain("tasks-migrate");
        assertThat(release.hooks()).extracting(Release.Hook::name, Release.Hook::events).containsExactly(
                tuple("tasks-check", List.of("test")),
                tuple("tasks-migrate", List.of("pre-upgrade", "pre-install")));
        assertThat(release.hooks()).extracting(Release.Hook::test).containsExactly(true, false);
    }

    @Test
    public void looksUpAValueOfTheUserThenTheChartsDefault() throws Exception {
        var release = storage.read("tasks", 2);

        assertThat(release.value("image.tag")).contains("0.1.2");
        assertThat(release.value("image.repository")).contains("registry.local/taskhub/tasks");
        assertThat(release.value("replicas")).contains(2);
        assertThat(release.value("features")).as("taken away by a null of the user").isEmpty();
        assertThat(release.value("image.tag.deeper")).isEmpty();
        assertThat(release.value("none.of.it")).isEmpty();
    }

    @Test
    public void readsWhatADryRunPrints() throws Exception {
        var planned = Release.fromJson(getClass().getResourceAsStream("dry-run-tasks.json"));

        assertThat(planned.status()).isEqualTo(ReleaseStatus.PENDING_UPGRADE);
        assertThat(planned.revision()).isEqualTo(3);
        assertThat(planned.value("image.tag")).contains("0.1.3");
        assertThat(planned.sameAs(storage.read("tasks", 2))).isFalse();
        assertThat(planned.sameAs(planned)).isTrue();
    }

    @Test
    public void crossesAChannelWithAllOfIt() throws Exception {
        new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(storage.state("tasks"));
    }

    @Test
    public void tellsNoValueInItsText() throws Exception {
        assertThat(storage.read("tasks", 2).toString()).isEqualTo("tasks in fixtures, revision 2: deployed, "
                + "tasks-1.2.3");
    }

    @Test
    public void findsWhereARollbackLeadsTo() throws Exception {
        var state = storage.state("tasks");

        assertThat(state.before(10).orElseThrow().revision()).isEqualTo(2);
        assertThat(state.before(2).orElseThrow().revision()).isEqualTo(1);
        assertThat(state.before(1)).isEmpty();
    }

    @Test
    public void doesNotGoBackToAFirstInstallationThatFailedThoughHelmCallsItSuperseded() throws Exception {
        keep(ofShop(secret(1, "superseded", "1", noted("Release \\\"shop\\\" failed: timed out"))));
        keep(ofShop(secret(2, "failed", "2", "nobody has to read it")));
        assertThat(storage.state("shop").before(2)).isEmpty();

        keep(ofShop(secret(3, "superseded", "3", noted("mends the login that failed: see 1"))));
        keep(ofShop(secret(4, "pending-rollback", "4", "nobody has to read it")));
        assertThat(storage.state("shop").before(4).orElseThrow().revision()).isEqualTo(3);
    }

    @Test
    public void hasNoRevisionsOfAnUnknownRelease() throws Exception {
        var state = storage.state("nothing");

        assertThat(state.entries()).isEmpty();
        assertThat(state.newest()).isEmpty();
        assertThat(state.deployed()).isEmpty();
    }

    @Test
    public void notesAnnotationsAndLeavesTheRest() throws Exception {
        storage.annotate("tasks", 2, Map.of("taskhub.io/build-url", "https://ci/job/1"));
        var entry = storage.annotate("tasks", 2, Map.of("taskhub.io/commit", "abc123"));

        assertThat(entry.annotations()).containsExactlyInAnyOrderEntriesOf(
                Map.of("taskhub.io/build-url", "https://ci/job/1", "taskhub.io/commit", "abc123"));
        assertThat(storage.read("tasks", 2).description()).as("the payload stays").isEqualTo("Upgrade complete");
    }

    @Test
    public void saysThatARevisionIsMissing() {
        var sentence = "Release tasks in dev has no revision 7: see helm history tasks -n dev.";

        assertThatThrownBy(() -> storage.read("tasks", 7)).isInstanceOf(ClusterException.class).hasMessage(sentence);
        assertThatThrownBy(() -> storage.annotate("tasks", 7, Map.of("a/b", "c"))).isInstanceOf(ClusterException.class)
                .hasMessage(sentence);
    }

    @Test
    public void saysThatAPayloadIsDamagedWithoutQuotingIt() {
        assertThatThrownBy(() -> storage.read("tasks", 10))
                .isInstanceOfSatisfying(ClusterException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREADABLE))
                .hasMessage("Revision 10 of tasks in dev cannot be read from the Secret sh.helm.release.v1.tasks.v10: "
                + "its "
                        + "payload is damaged. Check it with helm get all, or delete that Secret if the revision is "
                        + "not needed.");
    }

    @Test
    public void refusesAPayloadThatUnpacksWithoutEnd() throws Exception {
        var huge = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(huge)) {
            gzip.write("{\"name\":\"tasks\",\"version\":3,\"chart\":{\"files\":[\"\"".getBytes(StandardCharsets.UTF_8));
            var file = (",\"" + " ".repeat(1 << 20) + "\"").getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i <= ReleaseReader.MAX_UNPACKED >> 20; i++) {
                gzip.write(file);
            }
            gzip.write("]}}".getBytes(StandardCharsets.UTF_8));
        }
        keep(secret(3, "superseded", "1", Base64.getEncoder().encodeToString(huge.toByteArray())));

        assertThatThrownBy(() -> storage.read("tasks", 3)).isInstanceOf(ClusterException.class)
                .hasMessageContaining("it unpacks to more than 128 MB");
    }

    @Test
    public void refusesJsonThatEndsEarlyOrIsNoRelease() {
        for (var text : List.of("", "[]", "{}", "{\"name\":\"tasks\"", "{\"name\":\"tasks\",\"version\":0}")) {
            assertThatThrownBy(() -> Release.fromJson(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                    .as(text).isInstanceOf(IOException.class);
        }
    }

    @Test
    public void knowsThatAnUnknownStatusIsNotPending() {
        assertThat(ReleaseStatus.of("deployed").pending()).isFalse();
        assertThat(ReleaseStatus.of("pending-rollback").pending()).isTrue();
        assertThat(ReleaseStatus.of("something-new")).isEqualTo(ReleaseStatus.UNKNOWN);
        assertThat(ReleaseStatus.of(null)).isEqualTo(ReleaseStatus.UNKNOWN);
    }

    private static Secret ofShop(Secret secret) {
        return new SecretBuilder(secret).editMetadata()
                .withName(secret.getMetadata().getName().replace(".tasks.", ".shop.")).addToLabels("name", "shop")
                .endMetadata().build();
    }

    private static String noted(String description) {
        return Base64.getEncoder().encodeToString(("{\"name\":\"shop\",\"version\":1,\"info\":{\"status\":"
                + "\"superseded\",\"description\":\"" + description + "\"}}").getBytes(StandardCharsets.UTF_8));
    }

    private void keep(Secret secret) throws InterruptedException {
        cluster.ask("keep", c -> c.secrets().inNamespace("dev").resource(secret).create());
    }

    private static Secret secret(int revision, String status, String modifiedAt, String payload) {
        return new SecretBuilder().withNewMetadata().withName("sh.helm.release.v1.tasks.v" + revision)
                .withLabels(Map.of("owner", "helm", "name", "tasks", "status", status, "version", "" + revision,
                        "modifiedAt", modifiedAt)).endMetadata().withType("helm.sh/release.v1")
                .withData(Map.of("release", Base64.getEncoder()
                .encodeToString(payload.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    private String realPayload() {
        try (var in = getClass().getResourceAsStream("release-tasks-v2.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
