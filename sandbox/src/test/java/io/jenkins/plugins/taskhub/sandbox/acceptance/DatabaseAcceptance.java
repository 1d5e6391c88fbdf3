package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import io.jenkins.plugins.taskhub.sandbox.run.BuildRequest;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** Tests of backups and restores: a PostgreSQL server with a table, and the chart of its backups, in pods that run. */
public abstract class DatabaseAcceptance extends RealNodeAcceptance {
    static final String NAMESPACE = "dev";
    static final int ROWS = 1_204;
    private static final Pattern DUMP = Pattern.compile("taskdb_\\d{8}-\\d{6}\\.dump");
    private static final String ACCOUNT = "taskhub-deploy-dev";
    private static String prepared = "";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private Path kubeconfig;

    /** The server is made once for a class; its content and the backups are new for each test. */
    @Before
    public void prepare() throws Exception {
        if (!prepared.equals(getClass().getName())) {
            namespace(NAMESPACE);
            installPostgres(NAMESPACE);
            prepared = getClass().getName();
        }
        var accounts = Accounts.apply(client, Checkout.find().resolve("infra/rbac"));
        accounts.mayDeploy(ACCOUNT, NAMESPACE);
        kubeconfig = accounts.kubeconfig(ACCOUNT, folder.getRoot().toPath());
        client.batch().v1().jobs().inNamespace(NAMESPACE).delete();
        sql(NAMESPACE, "DROP TABLE IF EXISTS tasks, blobs");
        sql(NAMESPACE, "CREATE TABLE tasks (id serial PRIMARY KEY, title text); INSERT INTO tasks (title) "
                + "SELECT 'task ' || g FROM generate_series(1, " + ROWS + ") g");
        deleteBackups();
        installBackups();
    }

    private void deleteBackups() throws Exception {
        client.batch().v1().cronjobs().inNamespace(NAMESPACE).delete();
        Eventually.holds(Duration.ofSeconds(60), () -> pods().isEmpty());
        client.persistentVolumeClaims().inNamespace(NAMESPACE).withName("postgres-backups").delete();
        Eventually.holds(Duration.ofSeconds(60), () -> client.persistentVolumeClaims().inNamespace(NAMESPACE)
                .withName("postgres-backups").get() == null);
    }

    /** The pods of backups and restores. */
    List<Pod> pods() {
        return client.pods().inNamespace(NAMESPACE).withLabel("app.kubernetes.io/component", "backup").list()
                .getItems();
    }

    /** Installs the chart, or changes it: a small volume, nothing scheduled, little patience. */
    void installBackups(String... settings) throws Exception {
        install("postgres-backup", settings);
    }

    /** The same as a release of that name. */
    void install(String release, String... settings) throws Exception {
        var image = target.postgres();
        int colon = image.lastIndexOf(':');
        var arguments = new ArrayList<>(List.of("upgrade", "--install", release,
                chart("postgres-backup").toString(), "-n", NAMESPACE,
                "--set", "image.repository=" + image.substring(0, colon), "--set-string",
                "image.tag=" + image.substring(colon + 1), "--set", "persistence.size=4Mi",
                "--set", "persistence.storageClass=limited", "--set", "suspend=true", "--set", "connectWait=5"));
        for (var setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        target.helm(arguments.toArray(String[]::new));
    }

    /** What the builds find: they act as the account of the jobs, and have no other rights. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("KUBECONFIG", kubeconfig.toString());
        return environment;
    }

    LocalController.Builder controller() {
        var sources = Checkout.find();
        return LocalController.over(folder.getRoot().toPath().resolve("jenkins")).source(sources)
                .library("taskhub", sources).environment(environment()).group("release-managers", "rm-1")
                .job("backup", jenkinsfile("backup")).job("restore", jenkinsfile("restore"));
    }

    static Path jenkinsfile(String job) {
        return Checkout.find().resolve("jenkinsfiles/" + job + ".Jenkinsfile");
    }

    BuildOutcome build(String job, UnaryOperator<BuildRequest> how) throws IOException, InterruptedException {
        try (var controller = controller().start()) {
            return how.apply(controller.build(job).parameter("ENVIRONMENT", NAMESPACE).user("dev-1")).run();
        }
    }

    BuildOutcome backup() throws IOException, InterruptedException {
        return build("backup", request -> request);
    }

    BuildOutcome restore(String dump, String confirmed) throws IOException, InterruptedException {
        return build("restore", request -> request.parameter("DUMP", dump).parameter("CONFIRM_DATABASE", confirmed));
    }

    /** Runs steps without an agent. */
    BuildOutcome script(String body) throws IOException, InterruptedException {
        var file = folder.getRoot().toPath().resolve("script.Jenkinsfile");
        Files.writeString(file, body);
        try (var controller = controller().job("script", file).start()) {
            return controller.build("script").user("dev-1").run();
        }
    }

    /** The name of the first dump that a log names. */
    static String dumpIn(BuildOutcome outcome) {
        var found = DUMP.matcher(outcome.log());
        assertThat(found.find()).as(outcome.log()).isTrue();
        return found.group();
    }

    /** Waits until a Job whose name holds this has a running pod. */
    Job running(String name) throws Exception {
        Eventually.holds(Duration.ofSeconds(90), () -> pods().stream().anyMatch(pod -> pod.getMetadata().getName()
                .contains(name) && "Running".equals(pod.getStatus().getPhase())));
        return client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(job -> job.getMetadata().getName().contains(name)).findFirst().orElseThrow();
    }

    /** Holds the table so that pg_dump waits for it, until it is released. */
    AutoCloseable heldTable() throws Exception {
        var exec = client.pods().inNamespace(NAMESPACE).withName("postgres-postgresql-0")
                .writingOutput(OutputStream.nullOutputStream()).exec("psql", "-U", USER, "-d", DATABASE, "-c",
                "BEGIN", "-c", "LOCK TABLE tasks", "-c", "SELECT pg_sleep(300) /* held */");
        Eventually.holds(Duration.ofSeconds(20), () -> "1".equals(sql(NAMESPACE,
                "SELECT count(*) FROM pg_locks l JOIN pg_class c "
                + "ON c.oid = l.relation WHERE c.relname = 'tasks' AND l.mode = 'AccessExclusiveLock' AND l.granted")));
        return () -> {
            sql(NAMESPACE, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%/* held */%' "
                    + "AND pid <> pg_backend_pid()");
            exec.close();
        };
    }

    /** The databases on the server, those of PostgreSQL itself left out. */
    List<String> databases() throws Exception {
        return sql(NAMESPACE, "SELECT datname FROM pg_database WHERE datname NOT IN ('postgres', 'template0', "
                + "'template1') "
                + "ORDER BY 1").lines().toList();
    }

    static void assertSucceeded(BuildOutcome outcome) {
        assertThat(outcome.result()).as(outcome.log()).isEqualTo("SUCCESS");
    }

    /** The build failed with one line that says why, without a trace, and without the password. */
    static void assertRefused(BuildOutcome outcome, String... reasons) {
        assertThat(outcome.result()).as(outcome.log()).isEqualTo("FAILURE");
        assertThat(outcome.log()).doesNotContain("\tat ").doesNotContain(PASSWORD);
        var errors = outcome.log().lines().filter(line -> line.startsWith("ERROR: ")).toList();
        assertThat(errors).as(outcome.log()).hasSize(1);
        assertThat(errors.get(0)).contains(reasons);
    }
}
