package io.jenkins.plugins.taskhub.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

public class EngineExecutionTest {
    @Rule
    public JenkinsRule j = new JenkinsRule();

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private static volatile List<Phase> phases = List.of();
    private static volatile CompletableFuture<String> awaited;
    private static volatile CountDownLatch reached;
    private static volatile Runnable closing;

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
        public void attach(Ports ports) throws IOException, InterruptedException {
            ports.masker().add("canary-secret");
        }

        @Override
        public void ending(Ports ports) {
            ports.log().line("waiting for the end");
        }

        @Override
        public void interrupted(Ports ports) {
            ports.log().line("what is left: nothing");
        }

        @Override
        public void close() {
            closing.run();
        }
    }

    @Before
    public void makeAContext() throws Exception {
        workspace = tmp.newFolder("ws").toPath();
        var listener = new StreamTaskListener(log, StandardCharsets.UTF_8);
        context.with(TaskListener.class, listener).with(FilePath.class, new FilePath(workspace.toFile()))
                .with(Launcher.class, j.jenkins.createLauncher(listener))
                .with(EnvVars.class, new EnvVars("PATH", System.getenv("PATH")));
        awaited = new CompletableFuture<>();
        reached = new CountDownLatch(1);
        closing = () -> { };
    }

    @Test
    public void runsItsPhasesInOrder() throws Exception {
        phases = List.of(
                Phase.call("one", ports -> ports.log().line("one")),
                Phase.await("two", ports -> CompletableFuture.completedFuture(null)),
                Phase.process("three", ports -> sh("echo three"), (ports, outcome) -> ports.log().line("ended")),
                Phase.process("four", ports -> Optional.empty(), (ports, outcome) -> ports.log().line("never")),
                Phase.call("five", ports -> ports.log().line("five")));
        assertThat(start()).isFalse();
        assertThat(answer()).isEqualTo("done");
        assertThat(text()).isEqualTo("[test] one\n[test]   three\n[test] ended\n[test] five\n");
        assertThat(context.saved()).isPositive();
    }

    @Test
    public void tellsAFailureInOneLineWithoutASecret() throws Exception {
        phases = List.of(Phase.call("one", ports -> {
            throw new StepFailure("no access with canary-secret: renew it");
        }));
        start();
        assertThat(failure()).isInstanceOf(AbortException.class).hasMessage("played: no access with ****: renew it");
        assertThat(text()).isEmpty();
    }

    @Test
    public void tellsWhatNobodyForesawWithItsTraceAndWithoutASecret() throws Exception {
        phases = List.of(Phase.call("one", ports -> {
            throw new IllegalStateException("canary-secret");
        }));
        start();
        assertThat(failure()).isInstanceOf(AbortException.class)
                .hasMessage("played: unexpected IllegalStateException: ****");
        assertThat(text()).contains("EngineExecutionTest").doesNotContain("canary-secret");
    }

    @Test
    public void failsInWordsWhereItsContextGivesNothing() throws Exception {
        var execution = execution();
        context.with(TaskListener.class, null);
        execution.start();
        assertThat(failure()).isInstanceOf(AbortException.class)
                .hasMessageStartingWith("played: unexpected NullPointerException: ");
    }

    @Test
    public void isStoppedWhereItsContextGivesNothing() throws Exception {
        var execution = execution();
        context.with(TaskListener.class, null);
        var cause = new IOException("stopped by dev-1");
        execution.stop(cause);
        execution.start();
        assertThat(failure()).isSameAs(cause);
    }

    @Test
    public void answersAlsoWhereItsEngineCannotBeClosed() throws Exception {
        phases = List.of(Phase.call("one", ports -> {
            throw new StepFailure("no");
        }));
        closing = () -> {
            throw new IllegalStateException("cannot be closed");
        };
        start();
        assertThat(failure()).hasMessage("played: no");
    }

    @Test
    public void failsWhereAnAwaitedAnswerFails() throws Exception {
        phases = List.of(Phase.await("one", ports -> CompletableFuture.failedFuture(new StepFailure("not there"))));
        start();
        assertThat(failure()).hasMessage("played: not there");
    }

    @Test
    public void interruptsACall() throws Exception {
        phases = List.of(Phase.call("one", ports -> {
            reached.countDown();
            new CountDownLatch(1).await();
        }), Phase.call("two", ports -> ports.log().line("two")));
        stopped(execution());
        assertThat(text()).isEqualTo("[test] what is left: nothing\n");
    }

    @Test
    public void stopsAwaiting() throws Exception {
        phases = List.of(Phase.await("one", ports -> {
            reached.countDown();
            return awaited;
        }));
        stopped(execution());
        assertThat(awaited).isCancelled();
    }

    @Test
    public void endsAProcessInOrderBeforeItFails() throws Exception {
        phases = List.of(waitingProcess());
        stopped(execution());
        assertThat(text()).isEqualTo("[test]   running\n[test] waiting for the end\n[test]   in order\n"
                + "[test] what is left: nothing\n");
    }

    @Test
    public void doesNotWaitForAnAgentThatIsAwayWhenItIsStoppedInAProcess() throws Exception {
        phases = List.of(Phase.process("one", ports -> sh("echo running; sleep 5"), (ports, stop) -> {
            CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(reached::countDown);
            return () -> { };
        }, (ports, outcome) -> ports.log().line("never judged")));
        var execution = execution();
        execution.start();
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        takeTheAgentAway();
        var cause = new IOException("stopped by dev-1");
        execution.stop(cause);
        assertThat(failureWithin(10)).isSameAs(cause);
        assertThat(text()).startsWith("[test]   running\n[test] /bin/sh could not be ended: the agent is not connected. Whether it still runs "
                + "there is not known: look at the agent before you run the job again\n[test] what is left: nothing\n");
    }

    @Test
    public void doesNotWaitForAnAgentThatIsAwayWhenItIsStoppedBeforeAProcess() throws Exception {
        takeTheAgentAway();
        phases = List.of(Phase.call("one", ports -> ports.agent().workspace()));
        var execution = execution();
        execution.start();
        while (!text().contains("waiting for it")) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        var cause = new IOException("stopped by dev-1");
        execution.stop(cause);
        assertThat(failureWithin(10)).isSameAs(cause);
        assertThat(text()).isEqualTo("[test] the agent is not connected: waiting for it\n[test] what is left: nothing\n");
    }

    @Test
    public void goesOnWithAProcessAfterARestart() throws Exception {
        phases = List.of(Phase.process("one", ports -> sh("echo before; sleep 1; echo after"),
                (ports, outcome) -> ports.log().line("ended with " + outcome.status())),
                Phase.call("two", ports -> ports.log().line("two")));
        var execution = execution();
        execution.start();
        while (context.saved() == 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        byte[] saved = save(execution);
        context.sessionIsOver();
        load(saved).onResume();
        assertThat(answer()).isEqualTo("done");
        assertThat(text()).contains("after\n[test] ended with 0\n[test] two\n");
    }

    @Test
    public void endsAProcessInOrderAlsoWhereItIsStoppedRightAfterARestart() throws Exception {
        phases = List.of(waitingProcess());
        var execution = execution();
        execution.start();
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        byte[] saved = save(execution);
        context.sessionIsOver();
        var cause = new IOException("stopped by dev-1");
        var resumed = load(saved);
        resumed.stop(cause);
        resumed.onResume();
        assertThat(failure()).isSameAs(cause);
        assertThat(text()).contains("[test]   in order\n[test] what is left: nothing\n");
    }

    @Test
    public void letsTheEngineReadTheLinesOfAProcessInsteadOfShowingThem() throws Exception {
        phases = List.of(Phase.reading("one", ports -> sh("echo 1; echo 2"),
                (ports, line) -> ports.log().line("read " + line), (ports, outcome) -> { }));
        start();
        assertThat(answer()).isEqualTo("done");
        assertThat(text()).isEqualTo("[test] read 1\n[test] read 2\n");
    }

    @Test
    public void leavesNothingRunningThatAnInterruptedProcessStarted() throws Exception {
        Path child = tmp.getRoot().toPath().resolve("child");
        phases = List.of(Phase.process("one", ports -> sh("trap 'exit 7' TERM; sleep 600 & echo $! > " + child
                + "; while :; do sleep 0.1; done"), EngineExecutionTest::reachedSoon, (ports, outcome) -> { }));
        stopped(execution());
        var left = ProcessHandle.of(Long.parseLong(Files.readString(child).strip()));
        assertThat(left.isEmpty() || ended(left.get())).isTrue();
    }

    @Test
    public void stopsAProcessThatDoesNotEndInTheTimeItWasGiven() throws Exception {
        phases = List.of(Phase.process("one",
                ports -> sh("n=0; trap 'n=$((n+1)); [ $n -lt 2 ] || exit 7' TERM; while :; do sleep 0.1; done")
                        .map(command -> command.grace(Duration.ofSeconds(1))),
                EngineExecutionTest::reachedSoon, (ports, outcome) -> { }));
        stopped(execution());
        assertThat(text()).contains("/bin/sh still runs after 1 s: ending it together with what it started\n");
    }

    @Test
    public void letsAWatchEndTheProcessWithAReason() throws Exception {
        phases = List.of(Phase.process("one", ports -> sh("trap 'exit 7' TERM; while :; do sleep 0.1; done"),
                EngineExecutionTest::complaining,
                (ports, outcome) -> {
                    throw new StepFailure(outcome.endedFor() + ", status " + outcome.status());
                }));
        start();
        assertThat(failure()).hasMessage("played: pod crashes, status 7");
        assertThat(text()).isEqualTo("[test] waiting for the end\n");
    }

    @Test
    public void deletesItsPrivateFilesHoweverItEnds() throws Exception {
        phases = List.of(Phase.call("one", ports -> {
            var file = ports.agent().privateFile("kubeconfig", "canary-secret");
            ports.log().line(file.getParent().mode() + " " + file.mode());
            throw new StepFailure("no");
        }));
        start();
        assertThat(failure()).hasMessage("played: no");
        assertThat(text()).contains((0700 & 0777) + " " + 0600);
        assertThat(leftBesideTheWorkspace()).isEmpty();
        assertThat(workspace).isEmptyDirectory();
    }

    @Test
    public void keepsItsPrivateFilesOutsideTheWorkspaceWhereItRunsInAFolderOfIt() throws Exception {
        Path folder = Files.createDirectory(workspace.resolve("folder"));
        context.with(FilePath.class, new FilePath(folder.toFile()))
                .with(EnvVars.class, new EnvVars("WORKSPACE", workspace.toString()));
        phases = List.of(Phase.call("one", ports -> ports.log().line(ports.agent().privateDir().getRemote())));
        start();
        answer();
        assertThat(text()).startsWith("[test] " + workspace + "@tmp/");
    }

    @Test
    public void savesNothingSecret() throws Exception {
        phases = List.of(waitingProcess());
        var execution = execution();
        execution.start();
        reached.await();
        assertThat(new String(save(execution), StandardCharsets.ISO_8859_1)).doesNotContain("canary-secret");
        execution.stop(new InterruptedException("stop"));
        failure();
    }

    private static AutoCloseable complaining(Ports ports, Consumer<String> stop) {
        var later = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);
        later.execute(() -> stop.accept("pod crashes"));
        return () -> { };
    }

    private static Phase waitingProcess() {
        return Phase.process("one",
                ports -> sh("trap 'echo in order; exit 7' TERM; echo running; while :; do sleep 0.1; done"),
                EngineExecutionTest::reachedSoon,
                (ports, outcome) -> ports.log().line("never judged"));
    }

    private static AutoCloseable reachedSoon(Ports ports, Consumer<String> stop) {
        CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(reached::countDown);
        return () -> { };
    }

    private static boolean ended(ProcessHandle process) throws Exception {
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            process.destroyForcibly();
            return false;
        }
    }

    private void stopped(EngineExecution execution) throws Exception {
        execution.start();
        assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
        var cause = new IOException("stopped by dev-1");
        execution.stop(cause);
        assertThat(failure()).isSameAs(cause);
    }

    private static Optional<Command> sh(String script) {
        return Optional.of(Command.of(List.of("/bin/sh", "-c", script)));
    }

    private EngineExecution execution() throws AbortException {
        return EngineExecution.of(context, "played", "test", Played::new);
    }

    private boolean start() throws AbortException {
        return execution().start();
    }

    private Object answer() throws Exception {
        return context.answer().get(30, TimeUnit.SECONDS);
    }

    private Throwable failure() throws Exception {
        return failureWithin(30);
    }

    private void takeTheAgentAway() {
        context.with(FilePath.class, null).with(Launcher.class, null);
    }

    private Throwable failureWithin(int seconds) throws Exception {
        try {
            throw new AssertionError("it did not fail: " + context.answer().get(seconds, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private String text() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private List<String> leftBesideTheWorkspace() throws IOException {
        Path beside = workspace.resolveSibling("ws@tmp");
        if (!Files.exists(beside)) {
            return List.of();
        }
        try (var files = Files.list(beside)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
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
