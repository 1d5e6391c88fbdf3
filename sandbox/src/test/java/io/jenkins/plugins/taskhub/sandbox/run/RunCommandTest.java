package io.jenkins.plugins.taskhub.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import com.sun.net.httpserver.HttpServer;

import io.jenkins.plugins.taskhub.sandbox.Taskhub;

public class RunCommandTest {
    private static final String PARAMETERS = """
            pipeline {
                agent none
                parameters {
                    string name: 'IMAGE_TAG', defaultValue: 'none'
                    booleanParam name: 'SURE', defaultValue: false
                    choice name: 'WHERE', choices: ['dev', 'prod']
                }
                stages { stage('A') { steps { echo "tag=${params.IMAGE_TAG} ${params.SURE} ${params.WHERE}" } } }
            }
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path dir;
    private String output;

    @Before
    public void makeDirectory() throws Exception {
        dir = folder.newFolder("pipelines").toPath();
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(dir.resolve(name), text);
    }

    private int taskhub(Object... arguments) {
        List<String> all = new ArrayList<>();
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            return Taskhub.execute(all.toArray(String[]::new));
        } finally {
            System.setOut(out);
            System.setErr(err);
            output = bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private int run(Path jenkinsfile, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("run", jenkinsfile, "--home", folder.getRoot().toPath().resolve("home"),
                "--user", "starter"));
        all.addAll(List.of(arguments));
        return taskhub(all.toArray());
    }

    @Test
    public void theExitCodeTellsTheResult() throws Exception {
        assertThat(run(file("Jenkinsfile", "echo 'fine'"))).as("%s", output).isZero();
        assertThat(output).contains("Started by user starter", "[Pipeline] Start of Pipeline", "fine", "Finished: SUCCESS");
        assertThat(run(file("Jenkinsfile", "error 'bad'"))).isEqualTo(1);
        assertThat(output).contains("ERROR: bad", "Finished: FAILURE");
        assertThat(run(file("Jenkinsfile", "unstable 'hm'"))).isEqualTo(2);
        assertThat(run(file("Jenkinsfile", "currentBuild.result = 'ABORTED'"))).isEqualTo(3);
    }

    @Test
    public void parametersReachTheBuildWithTheirTypes() throws Exception {
        assertThat(run(file("Jenkinsfile", PARAMETERS), "-p", "IMAGE_TAG=1.2", "-p", "SURE=true")).isZero();
        assertThat(output).contains("tag=1.2 true dev");
    }

    @Test
    public void wrongUsageIsToldInOneLineWithTheNearestName() throws Exception {
        Path file = file("Jenkinsfile", PARAMETERS);
        assertThat(run(file, "-p", "IMAGE_TGA=1")).isEqualTo(64);
        assertThat(output).contains("has no parameter IMAGE_TGA. Did you mean IMAGE_TAG?");
        assertThat(run(file, "-p", "WHERE=moon")).isEqualTo(64);
        assertThat(output).contains("WHERE is one of dev, prod, not \"moon\"");
        assertThat(run(file, "-p", "SURE=maybe")).isEqualTo(64);
        assertThat(run(dir.resolve("nope"))).isEqualTo(64);
        assertThat(output).contains("There is no file");
        assertThat(run(file, "--approve", "a", "--answers", "b")).isEqualTo(64);
        assertThat(taskhub("run")).isEqualTo(64);
        assertThat(taskhub("rnu")).isEqualTo(64);
        assertThat(taskhub()).isEqualTo(64);
    }

    @Test
    public void aPromptWithoutATerminalFailsAtOnceInWords() throws Exception {
        assertThat(run(file("Jenkinsfile", "input 'Deploy?'"))).isEqualTo(1);
        assertThat(output).contains("Nobody is here to answer \"Deploy?\": run it in a terminal, or give --approve ID");
    }

    @Test
    public void promptsAreAnsweredByWhoIsNamed() throws Exception {
        Path file = file("Jenkinsfile", "echo 'by ' + input(message: 'Deploy?', submitter: 'managers',"
                + " submitterParameter: 'WHO')");
        assertThat(run(file, "--approve", "rm-1", "--group", "managers=rm-1,rm-2")).as("%s", output).isZero();
        assertThat(output).contains("Approved by rm-1", "by rm-1");
        assertThat(output).doesNotContain("as a member of");
        Path answers = file("answers.yaml", "- {user: rm-1}");
        assertThat(run(file, "--answers", answers)).isEqualTo(1);
        assertThat(output).contains("was not answered: You need to be 'managers' to submit this.");
    }

    @Test
    public void whoApprovesEverythingIsTakenForAMemberOfTheGroupThatIsAsked() throws Exception {
        Path file = file("Jenkinsfile", "input message: 'Deploy?', submitter: 'managers, owners'");
        assertThat(run(file, "--approve", "rm-1")).as("%s", output).isZero();
        assertThat(output).containsOnlyOnce("--approve: rm-1 answers as a member of managers, owners")
                .contains("Approved by rm-1");
        Path named = file("named.Jenkinsfile", "input message: 'Deploy?', submitter: 'rm-1'");
        assertThat(run(named, "--approve", "rm-1")).isZero();
        assertThat(output).doesNotContain("as a member of");
    }

    @Test
    public void whoStartedTheBuildCannotApproveItWhateverGroupIsAsked() throws Exception {
        HttpServer registry = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        byte[] manifest = "{\"schemaVersion\": 2}".getBytes(StandardCharsets.UTF_8);
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(manifest));
        registry.createContext("/v2/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.oci.image.manifest.v1+json");
            exchange.getResponseHeaders().add("Docker-Content-Digest", "sha256:" + digest);
            exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : manifest.length);
            if (exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseBody().write(manifest);
            }
            exchange.close();
        });
        registry.start();
        try {
            Path file = file("Jenkinsfile", "confirmProd confirm: true, releaseTag: '1', submitter: 'release-managers',"
                    + " image: '127.0.0.1:" + registry.getAddress().getPort() + "/app'");
            assertThat(run(file, "--approve", "rm-1")).as("%s", output).isZero();
            assertThat(output).contains("approved by rm-1: \"approved on the command line\"");
            assertThat(run(file, "--approve", "rm-1", "--reason", "fixes the login")).as("%s", output).isZero();
            assertThat(output).contains("approved by rm-1: \"fixes the login\"");
            assertThat(run(file, "--reason", "alone")).isEqualTo(64);
            assertThat(run(file, "--approve", "starter")).isEqualTo(1);
            assertThat(output).contains("starter started this build and cannot approve it");
        } finally {
            registry.stop(0);
        }
    }

    @Test
    public void promptsAreAnsweredByAFile() throws Exception {
        Path file = file("Jenkinsfile", """
                def first = input message: 'One?', id: 'one', parameters: [string(name: 'WHY'), booleanParam(name: 'OK')]
                echo "${first.WHY} ${first.OK}"
                input message: 'Two?', id: 'two'
                """);
        Path answers = file("answers.yaml", """
                - {user: rm-2, prompt: 'Two?', answer: abort, after: 0.1s}
                - {user: rm-1, prompt: one, parameters: {WHY: because, OK: true}}
                """);
        assertThat(run(file, "--answers", answers)).as("%s", output).isEqualTo(3);
        assertThat(output).contains("Approved by rm-1", "because true", "Rejected by rm-2");
        assertThat(run(file, "--answers", file("few.yaml", "- {user: a, prompt: other}"))).isEqualTo(1);
        assertThat(output).contains("has no answer (left) for the prompt One");
        assertThat(run(file, "--answers", file("bad.yaml", "- {usr: a}"))).isEqualTo(64);
        assertThat(output).contains("an answer has no \"usr\". Did you mean user?");
    }

    @Test
    public void credentialsComeFromAFileThatNobodyElseMayRead() throws Exception {
        Path file = file("Jenkinsfile", """
                node { withCredentials([usernamePassword(credentialsId: 'registry', usernameVariable: 'U',
                        passwordVariable: 'P')]) { sh 'echo "$U:$P"; test ${#P} = 15' } }
                """);
        Path credentials = file("credentials.yaml", "registry: {username: me, passwordFile: password.txt}");
        file("password.txt", "canary-password\n");
        Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run(file, "--credentials", credentials)).isEqualTo(64);
        assertThat(output).contains("others may read or write it; run: chmod 600");
        Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-------"));
        assertThat(run(file, "--credentials", credentials)).as("%s", output).isZero();
        assertThat(output).contains("me:****").doesNotContain("canary-password");
        try (var files = Files.walk(folder.getRoot().toPath().resolve("home"))) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(each, StandardCharsets.ISO_8859_1)).as("%s", each)
                        .doesNotContain("canary-password");
            }
        }
    }

    @Test
    public void jobsAreFoundBesideTheFileWithAndWithoutTheirPrefix() throws Exception {
        file("deploy-dev.Jenkinsfile", "echo \"deployed ${params.IMAGE_TAG}\"");
        Path file = file("ci.Jenkinsfile", "def b = build job: 'taskhub-deploy-dev', parameters: [string(name: 'IMAGE_TAG',"
                + " value: '7')]\necho \"${b.projectName} ${b.number} ${b.result}\"");
        assertThat(run(file)).as("%s", output).isZero();
        assertThat(output).contains("taskhub-deploy-dev 1 SUCCESS");
    }

    @Test
    public void buildsAreNumberedOverSeveralRunsAndPostKnowsTheEarlierOne() throws Exception {
        String script = "pipeline { agent none; stages { stage('A') { steps { script { if (BUILD_NUMBER == '1') { error 'x' } } } } }\n"
                + "post { fixed { echo 'it is fixed' } } }";
        Path file = file("Jenkinsfile", script);
        assertThat(run(file)).isEqualTo(1);
        assertThat(run(file)).isZero();
        assertThat(output).contains("it is fixed");
    }

    @Test
    public void sourcesAreCheckedOutAndWhatIsGoneIsRemoved() throws Exception {
        Path file = file("Jenkinsfile", "pipeline { agent any; stages { stage('A') { steps { sh 'ls' } } } }");
        Path extra = file("extra.txt", "x");
        assertThat(run(file, "--source", dir)).isZero();
        assertThat(output).contains("extra.txt");
        Files.delete(extra);
        assertThat(run(file, "--source", dir)).isZero();
        assertThat(output).doesNotContain("extra.txt");
    }

    @Test
    public void theHomeIsNoPartOfTheSourcesThatItLiesIn() throws Exception {
        Path file = file("Jenkinsfile", "pipeline { agent any; stages { stage('A') { steps { sh 'ls' } } } }");
        assertThat(run(file, "--source", folder.getRoot())).isZero();
        assertThat(output).contains("Checked out 1 files of");
    }

    @Test
    public void labelsAreKeptWhenTheyAreGiven() throws Exception {
        assertThat(run(file("Jenkinsfile", "node('anything') { echo NODE_NAME }"))).isZero();
        assertThat(run(file("Jenkinsfile", "timeout(time: 1, unit: 'SECONDS') { node('other') { } }"), "--labels", "a,b"))
                .isEqualTo(3);
    }
}
