package io.jenkins.plugins.taskhub.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.kubernetes.ManifestDiff.Action;
import io.jenkins.plugins.taskhub.kubernetes.ManifestDiff.Change;
import io.jenkins.plugins.taskhub.kubernetes.ManifestDiff.Rendered;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Test;

public class ManifestDiffTest {
    private static final String DEPLOYMENT = """
            ---
            # Source: task-service/templates/deployment.yaml
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: task-service
            spec:
              replicas: 2
              template:
                spec:
                  containers:
                    - name: app
                      image: "docker.io/taskhub/task-service:0.1.1"
                      ports:
                        - containerPort: 8080
            """;
    private static final String SECRET = """
            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: api
              annotations:
                kubectl.kubernetes.io/last-applied-configuration: '{"data":{"key":"Y2FuYXJ5"}}'
            data:
              key: Y2FuYXJ5
              other: c2FtZQ==
            stringData:
              plain: canary-in-clear
            """;

    @Test
    public void saysWhichImageComesInPlaceOfWhich() {
        var change = only(DEPLOYMENT, DEPLOYMENT.replace("0.1.1", "0.1.2"));

        assertThat(change.summary()).isEqualTo("Deployment/task-service: image 0.1.1 → 0.1.2 (1 line changes)");
        assertThat(change.lines()).containsExactly("@@ -8,6 +8,6 @@", "     spec:", "       containers:",
                "       - name: app",
                "-        image: docker.io/taskhub/task-service:0.1.1",
                "+        image: docker.io/taskhub/task-service:0.1.2", "         ports:",
                "         - containerPort: 8080");
    }

    @Test
    public void saysHowManyReplicasComeInPlaceOfHowMany() {
        assertThat(only(DEPLOYMENT, DEPLOYMENT.replace("replicas: 2", "replicas: 3").replace("0.1.1", "0.1.2"))
                .summary())
                .isEqualTo("Deployment/task-service: image 0.1.1 → 0.1.2, replicas 2 → 3 (2 lines change)");
    }

    @Test
    public void namesBothImagesWhenTheRepositoryChanges() {
        assertThat(only(DEPLOYMENT, DEPLOYMENT.replace("docker.io/taskhub", "localhost:5000/x")).what())
                .isEqualTo("image docker.io/taskhub/task-service:0.1.1 → localhost:5000/x/task-service:0.1.1 (1 line "
                + "changes)");
    }

    @Test
    public void doesNotMindOrderQuotesAndComments() {
        var after = """
                kind: Deployment
                apiVersion: apps/v1
                # another comment
                metadata: {name: "task-service"}
                spec:
                  template:
                    spec:
                      containers:
                        - ports: [{containerPort: 8080}]
                          image: docker.io/taskhub/task-service:0.1.1
                          name: app
                  replicas: 2
                """;
        assertThat(diff(DEPLOYMENT, after).isEmpty()).isTrue();
        assertThat(only(DEPLOYMENT, after.replace("replicas: 2", "replicas: 5")).what())
                .as("a line that moved is no change").isEqualTo("replicas 2 → 5 (1 line changes)");
    }

    @Test
    public void tellsWhatIsAddedAndWhatGoesAway() {
        var diff = diff(DEPLOYMENT + SECRET, DEPLOYMENT + "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: "
                + "settings\n");

        assertThat(diff.changes()).extracting(Change::action).containsExactly(Action.ADDED, Action.REMOVED);
        assertThat(diff.summaries(9)).containsExactly("ConfigMap/settings: added", "Secret/api: removed");
        assertThat(diff.changes().get(0).lines()).contains("+  name: settings");
        assertThat(diff.changes().get(1).lines()).contains("-  name: api", "-  key: (hidden)").noneMatch(l ->
                l.startsWith("+"));
    }

    @Test
    public void showsThatASecretChangesAndNothingOfIt() {
        var after = SECRET.replace("key: Y2FuYXJ5", "key: bmV3LWNhbmFyeQ==").replace("canary-in-clear", "canary-new")
                .replace("\"Y2FuYXJ5\"", "\"bmV3LWNhbmFyeQ==\"");
        var diff = diff(SECRET, after);

        assertThat(diff.summaries(1)).containsExactly("Secret/api: 3 lines change");
        assertThat(diff.text()).contains("-  key: (hidden)", "+  key: (changed)", "   other: (hidden)",
                "+  plain: (changed)",
                        "+    kubectl.kubernetes.io/last-applied-configuration: (changed)")
                .doesNotContain("anary", "Y2Fu", "bmV3", "c2Ft");
    }

    @Test
    public void hidesTheSecretsOfAListToo() {
        var list = "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: a}, data: "
                + "{k: Y2FuYXJ5}}\n";

        assertThat(diff("", list).text()).contains("Secret/a: added", "+  k: (hidden)").doesNotContain("Y2Fu");
    }

    @Test
    public void showsNothingOfWhatIsNotYaml() {
        assertThat(diff("", "# Source: chart/templates/broken.yaml\nkind: Secret\ndata: [canary\n").text())
                .isEqualTo("?/chart/templates/broken.yaml: added\n\n");
    }

    @Test
    public void keepsHooksApart() {
        var hook = "---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\nspec:\n  backoffLimit: 1\n";
        var diff = ManifestDiff.between(new Rendered(DEPLOYMENT, hook),
                new Rendered(DEPLOYMENT, hook.replace("backoffLimit: 1", "backoffLimit: 2")));

        assertThat(diff.summaries(9)).containsExactly("Job/migrate (hook): 1 line changes");
        assertThat(diff.touches(new Workload(Workload.Kind.JOB, "dev", "migrate"))).isFalse();
    }

    @Test
    public void knowsWhoseRolloutIsToBeAwaited() {
        var diff = diff(DEPLOYMENT, DEPLOYMENT.replace("0.1.1", "0.1.2"));

        assertThat(diff.touches(new Workload(Workload.Kind.DEPLOYMENT, "dev", "task-service"))).isTrue();
        assertThat(diff.touches(new Workload(Workload.Kind.DEPLOYMENT, "dev", "other"))).isFalse();
        assertThat(diff.touches(new Workload(Workload.Kind.STATEFUL_SET, "dev", "task-service"))).isFalse();
    }

    @Test
    public void showsALongTextLineByLine() {
        var before = "kind: ConfigMap\nmetadata: {name: c}\ndata:\n  a.properties: |\n    one=1\n    two=2\n";
        var change = only(before, before.replace("two=2", "two=3"));

        assertThat(change.lines()).contains("-    two=2", "+    two=3", "     one=1");
        assertThat(change.what()).isEqualTo("1 line changes");
    }

    @Test
    public void limitsWhatTheLogShows() {
        var many = IntStream.range(0, 12).mapToObj(i -> "---\nkind: ConfigMap\nmetadata: {name: c" + i + "}\n")
                .collect(Collectors.joining());

        assertThat(diff("", many).summaries(3)).containsExactly("ConfigMap/c0: added", "ConfigMap/c1: added",
                "ConfigMap/c2: added", "… and 9 more");
    }

    @Test
    public void masksWhatElseIsSecret() {
        var diff = diff(DEPLOYMENT, DEPLOYMENT.replace("0.1.1", "canary"))
                .masked(text -> text.replace("canary", "****"));

        assertThat(diff.text()).contains("0.1.1 → ****", "+        image: docker.io/taskhub/task-service:****")
                .doesNotContain("canary");
    }

    @Test
    public void crossesAChannel() throws Exception {
        new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(diff(DEPLOYMENT, SECRET));
    }

    @Test(timeout = 30_000)
    public void comparesFiveMegabytesInSeconds() {
        var before = big("old");
        var after = big("new");
        assertThat(before.length()).isGreaterThan(5_000_000);
        long begin = System.nanoTime();
        var diff = diff(before, after);

        assertThat(diff.changes()).hasSize(100);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        begin = System.nanoTime();
        assertThat(diff(before, before.replace("settings-7\n", "settings-x\n")).changes()).hasSize(2);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).as("what is the same is not parsed")
                .isLessThan(Duration.ofSeconds(2));
    }

    private static String big(String version) {
        var line = "x".repeat(40);
        return IntStream.range(0, 100).mapToObj(i -> "---\nkind: ConfigMap\nmetadata:\n  name: settings-" + i
                + "\ndata:\n  big: |\n"
                + IntStream.range(0, 1_000).mapToObj(j -> "    " + version + " " + j + " " + line + "\n")
                .collect(Collectors.joining())).collect(Collectors.joining());
    }

    private static ManifestDiff diff(String before, String after) {
        return ManifestDiff.between(new Rendered(before, ""), new Rendered(after, ""));
    }

    private static Change only(String before, String after) {
        var changes = diff(before, after).changes();
        assertThat(changes).hasSize(1);
        return changes.get(0);
    }
}
