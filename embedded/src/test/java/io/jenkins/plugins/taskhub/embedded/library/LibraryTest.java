package io.jenkins.plugins.taskhub.embedded.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

/** Shared libraries: variables, classes, resources, versions. */
public class LibraryTest {
    @Rule
    public final TemporaryFolder files = new TemporaryFolder();

    @Rule
    public final JenkinsRule rule = new JenkinsRule();

    private Path directory;

    @Before
    public void aLibrary() throws IOException {
        directory = files.newFolder().toPath();
        write("vars/greet.groovy", """
                def call(Map args = [:], String who) {
                    block('greeting') { say "${args.with ?: 'hello'} $who" }
                    who.size()
                }
                def loud(who) { call(who.toUpperCase()) }
                """);
        write("vars/taskhub.groovy", "def getImage() { 'task-service' }\n"
                + "def values(name) { \"values-${name}.yaml\" }\n");
        write("src/org/acme/Tool.groovy", """
                package org.acme
                class Tool implements Serializable {
                    private final def script
                    Tool(script) { this.script = script }
                    def work() { script.say 'working'; this }
                    static int twice(int n) { n * 2 }
                }
                """);
        write("resources/org/acme/template.txt", "from a resource");
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(directory.resolve(path).getParent());
        Files.writeString(directory.resolve(path), text);
    }

    private String run(Result expected, String script) throws Exception {
        var job = rule.createProject(WorkflowJob.class, "p");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return JenkinsRule.getLog(rule.assertBuildStatus(expected, job.scheduleBuild2(0)));
    }

    private void offer() {
        LibraryRegistry.get().add(SharedLibrary.of("acme", directory));
    }

    @Test
    public void anAnnotationLoadsVariablesClassesAndResources() throws Exception {
        offer();
        assertThat(run(Result.SUCCESS, """
                @Library('acme') _
                import org.acme.Tool
                say "${greet('you')} ${greet 'me', with: 'hi'} ${greet.loud('all')}"
                new Tool(this).work()
                def text = libraryResource 'org/acme/template.txt'
                say "${Tool.twice(4)} ${taskhub.image} ${taskhub.values('dev')} $text"
                """)).contains("Loading library acme", "hello you", "hi me", "hello ALL", "3 2 3", "working",
                "8 task-service values-dev.yaml from a resource");
    }

    @Test
    public void theStepLoadsALibraryInTheMiddle() throws Exception {
        offer();
        assertThat(run(Result.SUCCESS, """
                def lib = library('acme')
                greet('you')
                lib.org.acme.Tool.new(this).work()
                say "${lib.org.acme.Tool.twice(21)}"
                """)).contains("hello you", "working", "42");
    }

    @Test
    public void anImplicitLibraryIsThereForAll() throws Exception {
        LibraryRegistry.get().add(SharedLibrary.of("acme", directory).implicitly());
        assertThat(run(Result.SUCCESS, "greet('you')")).contains("hello you");
    }

    @Test
    public void aVariableHidesAStepOfItsName() throws Exception {
        write("vars/say.groovy", "def call(String text) { steps.say \"var: $text\" }");
        LibraryRegistry.get().add(SharedLibrary.of("acme", directory).implicitly());
        assertThat(run(Result.SUCCESS, "say 'x'")).contains("var: x");
    }

    @Test
    public void anUnknownLibraryIsNamedWithTheNearest() throws Exception {
        offer();
        assertThat(run(Result.FAILURE, "@Library('acne') _\nsay 'x'")).contains("No library named acne found",
                "Did you mean acme");
    }

    @Test
    public void aSymbolicLinkIsRefused() throws Exception {
        offer();
        Files.createSymbolicLink(directory.resolve("vars/link.groovy"), directory.resolve("vars/greet.groovy"));
        assertThat(run(Result.FAILURE, "@Library('acme') _\nsay 'x'")).contains("symlink found", "vars/link.groovy");
    }

    @Test
    public void anErrorInAVariableShowsItsLine() throws Exception {
        offer();
        write("vars/broken.groovy", "def call() {\n    throw new IllegalStateException('inside')\n}\n");
        assertThat(run(Result.FAILURE, "@Library('acme') _\nbroken()")).contains("IllegalStateException: inside",
                "broken.call(broken.groovy:2)", "WorkflowScript:2");
    }

    @Test
    public void aVersionIsTakenFromGit() throws Exception {
        git("init", "-q", "-b", "main");
        git("add", ".");
        git("commit", "-qm", "one");
        git("tag", "v1");
        write("vars/greet.groovy", "def call(String who) { say \"second $who\" }");
        git("commit", "-qam", "two");
        write("vars/greet.groovy", "def call(String who) { say \"uncommitted $who\" }");
        offer();
        assertThat(run(Result.SUCCESS, "@Library('acme@v1') _\ngreet('you')")).contains("Loading library acme@v1",
                "hello you");
        rule.jenkins.getItemByFullName("p", WorkflowJob.class).delete();
        assertThat(run(Result.SUCCESS, "@Library('acme@main') _\ngreet('you')")).contains("second you");
        rule.jenkins.getItemByFullName("p", WorkflowJob.class).delete();
        assertThat(run(Result.SUCCESS, "@Library('acme') _\ngreet('you')")).contains("uncommitted you");
        rule.jenkins.getItemByFullName("p", WorkflowJob.class).delete();
        assertThat(run(Result.FAILURE, "@Library('acme@v9') _\ngreet('you')")).contains("cannot be read", "v9");
    }

    private void git(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.org",
                "-C", directory.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
