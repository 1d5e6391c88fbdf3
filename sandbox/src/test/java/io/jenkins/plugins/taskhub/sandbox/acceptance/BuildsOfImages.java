package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import io.jenkins.plugins.taskhub.sandbox.run.Credential;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import io.jenkins.plugins.taskhub.sandbox.run.RunningBuild;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** A small Maven application in a git repository, and a registry with a password, for builds with real tools. */
public abstract class BuildsOfImages {
    static final String CREDENTIALS = "registryCredentialsId: 'registry'";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    LockedRegistry registry;
    private Path sources;

    @Before
    public void anApplicationAndARegistry() throws Exception {
        sources = folder.newFolder("sources").toPath();
        write("pom.xml", """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>app</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.source>17</maven.compiler.source>
                    <maven.compiler.target>17</maven.compiler.target>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>
                    <dependency>
                      <groupId>junit</groupId>
                      <artifactId>junit</artifactId>
                      <version>4.13.2</version>
                      <scope>test</scope>
                    </dependency>
                  </dependencies>
                </project>
                """);
        write("src/main/java/com/example/Main.java", """
                package com.example;

                public class Main {
                    public static void main(String[] arguments) {
                        System.out.println(sum(1, 2));
                    }

                    static int sum(int a, int b) {
                        return a + b;
                    }
                }
                """);
        write("src/test/java/com/example/MainTest.java", """
                package com.example;

                public class MainTest {
                    @org.junit.Test
                    public void adds() {
                        org.junit.Assert.assertEquals(3, Main.sum(1, 2));
                    }

                    @org.junit.Test
                    public void addsNothing() {
                        org.junit.Assert.assertEquals(1, Main.sum(1, 0));
                    }
                }
                """);
        git("init", "--quiet", "--initial-branch", "develop");
        registry = new LockedRegistry(folder.getRoot().toPath());
    }

    @After
    public void stopTheRegistry() throws InterruptedException {
        if (registry != null) {
            registry.close();
        }
    }

    /** Where a program is missing, the test says so and is left out. */
    static void needs(String program, String how) {
        var found = Stream.of(System.getenv("PATH").split(":")).anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
        if (!found) {
            System.out.println("Not run: " + program + " is missing. " + how);
        }
        assumeTrue(program + " is missing. " + how, found);
    }

    Path home() {
        return folder.getRoot().toPath().resolve("jenkins");
    }

    void write(String file, String content) throws IOException {
        var path = sources.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    /** Commits everything; gives the commit. */
    String commit() throws IOException, InterruptedException {
        git("add", "--all");
        git("-c", "user.name=Dev", "-c", "user.email=dev@example.com", "commit", "--quiet", "--message", "Change");
        return git("rev-parse", "HEAD").strip();
    }

    /** Runs a script of steps in a checkout of the branch develop. */
    BuildOutcome build(String body) throws IOException, InterruptedException {
        try (var controller = controller(body).start()) {
            return controller.build("app").user("dev-1").run();
        }
    }

    LocalController.Builder controller(String body) throws IOException {
        var file = folder.getRoot().toPath().resolve("Jenkinsfile");
        Files.writeString(file, "node {\n    git url: '" + sources + "', branch: 'develop'\n    "
                + body.strip().replace("\n", "\n    ") + "\n}\n");
        return LocalController.over(home()).source(sources).job("app", file)
                .environment(BuildahStorage.in(folder.getRoot().toPath().resolve("storage")))
                .credential(Credential.login("registry", LockedRegistry.USER, LockedRegistry.PASSWORD))
                .credential(Credential.login("wrong", LockedRegistry.USER, "not-the-password"));
    }

    static RunningBuild start(LocalController controller) throws IOException, InterruptedException {
        return controller.build("app").user("dev-1").start();
    }

    static void assertSucceeded(BuildOutcome outcome) {
        assertThat(outcome.result()).as(outcome.log()).isEqualTo("SUCCESS");
    }

    /** The build failed with one line that says why, without a trace. */
    static void assertRefused(BuildOutcome outcome, String... reasons) {
        assertThat(outcome.result()).as(outcome.log()).isEqualTo("FAILURE");
        assertThat(outcome.log().lines()).noneMatch(line -> line.startsWith("\tat "));
        var errors = outcome.log().lines().filter(line -> line.startsWith("ERROR: ")).toList();
        assertThat(errors).as(outcome.log()).hasSize(1);
        assertThat(errors.get(0)).contains(reasons);
    }

    /** Builds under watch: nothing of the password may be seen. */
    BuildOutcome buildWatched(String body, String seen) throws Exception {
        return CanaryWatch.over(home(), () -> build(body), seen);
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of("git", "-C", sources.toString()), Stream.of(arguments)).toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
