package io.jenkins.plugins.taskhub.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import io.jenkins.plugins.taskhub.registry.FakeRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** The step in Jenkins, with scripts on the agent that play Maven and buildah as real processes. */
public class TaskhubBuildStepTest {
    private static final String PASSWORD = "canary-pw-0815";
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String MAVEN = """
            #!/bin/sh
            [ "$*" = --version ] && echo Apache Maven 3.9.9 && exit
            echo "mvn $*" >> "$(dirname "$0")/calls"
            mkdir -p target/surefire-reports
            cp "$(dirname "$0")/report.xml" target/surefire-reports/TEST-x.xml
            """;
    private static final String BUILDAH = """
            #!/bin/sh
            dir=$(dirname "$0")
            case "$*" in
            --version) echo buildah version 1.39.3; exit ;;
            info) echo '{"store":{"GraphDriverName":"vfs"}}'; exit ;;
            esac
            echo "buildah $*" >> "$dir/calls"
            case "$*" in
            *" push "*)
                while [ "$1" != --authfile ]; do shift; done
                grep -q '"auth"' "$2" && echo "has its credentials $(cat "$2")"
                while [ "$1" != --digestfile ]; do shift; done
                printf '%s' "$(cat "$dir/digest")" > "$2" ;;
            *)  trap 'echo "Error: interrupted" >&2; exit 130' TERM
                echo started > "$dir/started"
                echo making
                while [ ! -e "$dir/go" ]; do sleep 0.05; done ;;
            esac
            """;

    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private final FakeRegistry registry = new FakeRegistry();
    private Path tools;

    @Before
    public void playTheTools() throws Exception {
        tools = tmp.newFolder("tools").toPath();
        program("mvn", MAVEN);
        program("buildah", BUILDAH);
        program("docker", "#!/bin/sh\nexit 127\n");
        Files.writeString(tools.resolve("report.xml"), "<testsuite><testcase name='a'/></testsuite>");
        Files.writeString(tools.resolve("digest"), DIGEST);
        registry.hasTag("1", DIGEST);
    }

    @After
    public void stop() {
        registry.close();
    }

    @Test
    public void buildsAndPushesAndGivesTheDigest() throws Throwable {
        sessions.then(j -> {
            Files.createFile(tools.resolve("go"));
            var run = j.waitForCompletion(start(j, build("labels: [a: 'b'], buildArgs: [N: 1], platforms: ['linux/amd64']")));
            j.assertBuildStatusSuccess(run);
            j.assertLogContains("[image] Builder: buildah (storage vfs), the first that works here (docker: not installed)", run);
            j.assertLogContains("[image] 1 test, 0 failed, 0 skipped", run);
            j.assertLogContains("RESULT " + registry.host() + "/taskhub/app@" + DIGEST + " 1 false", run);
            assertThat(calls()).hasSize(3).first().isEqualTo("mvn --batch-mode --no-transfer-progress verify");
            assertThat(calls().get(1)).contains("--build-arg N=1 ", "--label a=b ", "--platform linux/amd64 ");
        });
    }

    @Test
    public void givesTheBuilderItsCredentialsAndLeavesNoSecretAnywhere() throws Throwable {
        sessions.then(j -> {
            var run = start(j, build(""));
            awaitStart();
            assertThat(commandLines()).noneMatch(line -> line.contains(PASSWORD));
            assertThat(filesWithThePassword(run.getRootDir().toPath())).isEmpty();
            Files.createFile(tools.resolve("go"));
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("has its credentials {\"auths\":{\"" + registry.host() + "\":{\"auth\":\"****", run);
            j.assertLogNotContains(PASSWORD, run);
            assertThat(filesWithThePassword(sessions.getHome().toPath())).isEmpty();
        });
    }

    @Test
    public void goesOnWithTheBuildAfterARestart() throws Throwable {
        sessions.then(j -> {
            start(j, build(""));
            awaitStart();
        });
        sessions.then(j -> {
            var run = j.jenkins.getItemByFullName("app", WorkflowJob.class).getBuildByNumber(1);
            Files.createFile(tools.resolve("go"));
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("RESULT " + registry.host() + "/taskhub/app@" + DIGEST + " 1 false", run);
            j.assertLogNotContains(PASSWORD, run);
            assertThat(calls()).hasSize(3);
            assertThat(filesWithThePassword(sessions.getHome().toPath())).isEmpty();
        });
    }

    @Test
    public void goesOnWithSeveralImagesAfterARestart() throws Throwable {
        String images = "taskhubBuild(images: [[image: 'taskhub/app'], [image: 'taskhub/web']], registry: '" + registry.host()
                + "', tag: '1', registryCredentialsId: 'registry')";
        registry.on("/v2/taskhub/web/manifests/1", FakeRegistry.status(200, "Docker-Content-Digest", DIGEST));
        sessions.then(j -> {
            var run = start(j, images);
            j.waitForMessage("[image]   taskhub/app: making", run);
            j.waitForMessage("[image]   taskhub/web: making", run);
        });
        sessions.then(j -> {
            var run = j.jenkins.getItemByFullName("app", WorkflowJob.class).getBuildByNumber(1);
            Files.createFile(tools.resolve("go"));
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            assertThat(calls().stream().filter(call -> call.contains(" build "))).hasSize(2);
            assertThat(calls().stream().filter(call -> call.contains(" push "))).hasSize(2);
        });
    }

    @Test
    public void endsTheBuilderAndTellsWhatIsLeftWhenTheBuildIsInterrupted() throws Throwable {
        sessions.then(j -> {
            var run = start(j, build(""));
            awaitStart();
            run.getExecution().interrupt(Result.ABORTED);
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
            j.assertLogContains("[image]   Error: interrupted", run);
            j.assertLogContains("[image] Interrupted: no tag was pushed; the registry is as it was", run);
            assertThat(calls()).noneMatch(call -> call.contains(" push "));
            assertThat(filesWithThePassword(sessions.getHome().toPath())).isEmpty();
        });
    }

    @Test
    public void makesNoImageWhereATestFails() throws Throwable {
        Files.writeString(tools.resolve("report.xml"),
                "<testsuite><testcase classname='x.TaskTest' name='adds'><failure/></testcase></testsuite>");
        sessions.then(j -> {
            refused(j, build(""), "taskhubBuild: 1 of 1 test failed, so no image was built: TaskTest.adds. Mend them");
            assertThat(calls()).hasSize(1);
            var run = j.jenkins.getItemByFullName("app", WorkflowJob.class).getBuildByNumber(1);
            j.assertLogContains("Tests: 1 run, 1 failed, 0 skipped", run);
        });
    }

    @Test
    public void refusesBadInputBeforeAnythingIsCalled() throws Throwable {
        sessions.then(j -> {
            refused(j, "taskhubBuild(image: 'Team/app')", "taskhubBuild: image 'Team/app' is not an image repository");
            refused(j, "taskhubBuild(tag: '1')", "taskhubBuild: image is missing");
            refused(j, "taskhubBuild(image: 'a', tag: '" + "t".repeat(129) + "')", "taskhubBuild: tag 'ttt");
            refused(j, "taskhubBuild(image: 'a', buildArgs: [A: 'x\\ny'])", "taskhubBuild: buildArgs 'A' has a line break");
            refused(j, "taskhubBuild(image: 'a', context: 'web', dockerfile: 'Dockerfile')",
                    "taskhubBuild: dockerfile 'Dockerfile' lies outside of the context 'web'");
            refused(j, "taskhubBuild(image: 'a', context: 'nowhere')", "taskhubBuild: there is no folder 'nowhere'");
            refused(j, "taskhubBuild(image: 'a', registryCredentialsId: 'none')",
                    "taskhubBuild: no credential with the id of registryCredentialsId 'none' is visible to app");
            refused(j, "taskhubBuild(images: [[context: 'x']])", "taskhubBuild: an entry of images has no image");
            assertThat(calls()).isEmpty();
        });
    }

    private String build(String more) {
        return "taskhubBuild(image: '" + registry.host() + "/taskhub/app', tag: '1', registryCredentialsId: 'registry'"
                + (more.isEmpty() ? "" : ", " + more) + ")";
    }

    private WorkflowRun start(JenkinsRule j, String call) throws Exception {
        var job = j.jenkins.getItemByFullName("app", WorkflowJob.class);
        if (job == null) {
            job = j.createProject(WorkflowJob.class, "app");
            SystemCredentialsProvider.getInstance().getCredentials().add(new UsernamePasswordCredentialsImpl(
                    CredentialsScope.GLOBAL, "registry", "", "robot", PASSWORD));
            SystemCredentialsProvider.getInstance().save();
        }
        job.setDefinition(new CpsFlowDefinition("""
                node {
                    withEnv(["PATH=%s:${env.PATH}"]) {
                        writeFile file: 'Dockerfile', text: 'FROM scratch'
                        writeFile file: 'web/Dockerfile', text: 'FROM scratch'
                        writeFile file: 'pom.xml', text: '<project/>'
                        def r = %s
                        echo "RESULT ${r.pinned} ${r.tests.total} ${r.skipped}"
                    }
                }
                """.formatted(tools, call), true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private void refused(JenkinsRule j, String call, String said) throws Exception {
        var run = j.waitForCompletion(start(j, call));
        j.assertBuildStatus(Result.FAILURE, run);
        j.assertLogContains("ERROR: " + said, run);
        j.assertLogNotContains("\tat ", run);
    }

    private void awaitStart() throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.exists(tools.resolve("started"))) {
            assertThat(System.nanoTime()).as("buildah was started within half a minute").isLessThan(patience);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void program(String name, String script) throws IOException {
        Files.writeString(tools.resolve(name), script);
        Files.setPosixFilePermissions(tools.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The arguments of each call of Maven and buildah. */
    private List<String> calls() throws IOException {
        Path calls = tools.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private static List<String> commandLines() {
        return ProcessHandle.allProcesses().map(process -> process.info().commandLine().orElse("")).toList();
    }

    private static List<Path> filesWithThePassword(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).filter(TaskhubBuildStepTest::holdsThePassword).toList();
        }
    }

    private static boolean holdsThePassword(Path path) {
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).contains(PASSWORD);
        } catch (IOException gone) {
            return false;
        }
    }
}
