package io.jenkins.plugins.taskhub.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.taskhub.cli.Command;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

/** Processes that run beside each other. Their scripts wait for files, which they write for each other. */
public class TogetherTest {
    private static final String AWAIT = "await() { while [ ! -e \"$1\" ]; do sleep 0.05; done; }; ";

    @Rule
    public JenkinsRule j = new JenkinsRule();

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private static volatile List<Phase> phases = List.of();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final FakeStepContext context = new FakeStepContext();
    private Path workspace;

    /** An engine whose phases a test gives. */
    private static final class Played implements Engine<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public List<Phase> phases() {
            return phases;
        }

        @Override
        public String result() {
            return "done";
        }

        @Override
        public void interrupted(Ports ports) {
            ports.log().line("interrupted");
        }
    }

    @Before
    public void makeAContext() throws Exception {
        workspace = tmp.newFolder("ws").toPath();
        var listener = new StreamTaskListener(log, StandardCharsets.UTF_8);
        context.with(TaskListener.class, listener).with(FilePath.class, new FilePath(workspace.toFile()))
                .with(Launcher.class, j.jenkins.createLauncher(listener))
                .with(EnvVars.class, new EnvVars("PATH", System.getenv("PATH")));
    }

    @Test
    public void runsThemAtTheSameTimeAndGoesOnWhenAllHaveEnded() throws Exception {
        together(3, process("a", "touch a; await b; await c"), process("b", "touch b; await a; await c"),
                Phase.process("none", ports -> Optional.empty(), (ports, outcome) -> ports.log().line("never")),
                process("c", "touch c; await a; await b"));
        start();
        assertThat(answer()).isEqualTo("done");
        assertThat(text().lines()).containsExactlyInAnyOrder("[test] a ended 0", "[test] b ended 0", "[test] c ended 0",
                "[test] after");
        assertThat(text()).endsWith("[test] after\n");
    }

    @Test
    public void runsNoMoreOfThemThanMayRunAtATime() throws Exception {
        together(2, process("a", "touch a; await b; sleep 0.5; [ ! -e c ] && touch alone"), process("b", "touch b; await a; await alone"),
                process("c", "touch c"));
        start();
        assertThat(answer()).isEqualTo("done");
        assertThat(text()).contains("[test] a ended 0\n");
    }

    @Test
    public void endsTheOthersInOrderWhereOneFailsAndBeginsNoMore() throws Exception {
        together(2, process("a", "trap 'touch inorder; exit 0' TERM; touch a; while :; do sleep 0.05; done"),
                Phase.process("b", ports -> sh("await a; exit 3"), (ports, outcome) -> {
                    throw new StepFailure("b ended with " + outcome.status());
                }), process("c", "touch c"));
        start();
        assertThat(failure()).hasMessage("played: b ended with 3");
        assertThat(workspace.resolve("inorder")).exists();
        assertThat(workspace.resolve("c")).doesNotExist();
        assertThat(text()).doesNotContain("ended 0", "after", "interrupted");
    }

    @Test
    public void endsAllOfThemWhereTheStepIsInterrupted() throws Exception {
        String patient = "trap 'touch $0.inorder; exit 0' TERM; touch $0; while :; do sleep 0.05; done";
        together(2, named("a", patient), named("b", patient));
        var execution = execution();
        execution.start();
        await("a", "b");
        var cause = new IOException("stopped by dev-1");
        execution.stop(cause);
        assertThat(failure()).isSameAs(cause);
        assertThat(workspace.resolve("a.inorder")).exists();
        assertThat(workspace.resolve("b.inorder")).exists();
        assertThat(text()).endsWith("[test] interrupted\n");
    }

    @Test
    public void goesOnWithThoseThatRanAndThoseToComeAfterARestart() throws Exception {
        together(2, process("a", "touch a; await go"), process("b", "touch b; await go"), process("c", "touch c"));
        var execution = execution();
        execution.start();
        await("a", "b");
        while (context.saved() < 2) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        byte[] saved = save(execution);
        context.sessionIsOver();
        load(saved).onResume();
        Files.createFile(workspace.resolve("go"));
        assertThat(answer()).isEqualTo("done");
        assertThat(text().lines().filter(line -> line.endsWith("ended 0"))).contains("[test] a ended 0", "[test] b ended 0",
                "[test] c ended 0");
        assertThat(text()).endsWith("[test] after\n");
    }

    private static void together(int most, Phase.Process... processes) {
        phases = List.of(Phase.together("several", () -> most, List.of(processes)),
                Phase.call("after", ports -> ports.log().line("after")));
    }

    private static Phase.Process process(String name, String script) {
        return Phase.process(name, ports -> sh(script), (ports, outcome) ->
                ports.log().line(name + " ended " + outcome.status()));
    }

    private static Phase.Process named(String name, String script) {
        return Phase.process(name, ports -> Optional.of(Command.of(List.of("/bin/sh", "-c", script, name))),
                (ports, outcome) -> ports.log().line("never judged"));
    }

    private static Optional<Command> sh(String script) {
        return Optional.of(Command.of(List.of("/bin/sh", "-c", AWAIT + script)));
    }

    private void await(String... files) throws InterruptedException {
        for (String file : files) {
            while (!Files.exists(workspace.resolve(file))) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
    }

    private EngineExecution execution() throws Exception {
        return EngineExecution.of(context, "played", "test", Played::new);
    }

    private void start() throws Exception {
        execution().start();
    }

    private Object answer() throws Exception {
        return context.answer().get(30, TimeUnit.SECONDS);
    }

    private Throwable failure() throws Exception {
        try {
            throw new AssertionError("it did not fail: " + answer());
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private String text() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private static byte[] save(EngineExecution execution) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(execution);
        }
        return bytes.toByteArray();
    }

    private static EngineExecution load(byte[] saved) throws Exception {
        try (var in = new ObjectInputStream(new ByteArrayInputStream(saved))) {
            return (EngineExecution) in.readObject();
        }
    }
}
