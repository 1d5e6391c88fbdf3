package io.jenkins.plugins.taskhub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import hudson.util.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

public class DurableProcessTest {
    @Rule
    public JenkinsRule j = new JenkinsRule();

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Masker masker = new Masker();
    private final EnvVars env = new EnvVars(Map.of("PATH", System.getenv("PATH")));
    private final Map<String, String> programs = new HashMap<>();
    private FilePath workspace;
    private Agent agent;

    @Before
    public void makeAnAgent() throws Exception {
        workspace = new FilePath(tmp.newFolder("ws"));
        var privateDir = new FilePath(tmp.newFolder("private"));
        agent = new Agent() {
            @Override
            public FilePath workspace() {
                return workspace;
            }

            @Override
            public Launcher launcher() {
                return j.jenkins.createLauncher(TaskListener.NULL);
            }

            @Override
            public String program(String name) {
                return programs.getOrDefault(name, name);
            }

            @Override
            public EnvVars env() {
                return env;
            }

            @Override
            public TaskListener listener() {
                return TaskListener.NULL;
            }

            @Override
            public FilePath privateDir() {
                return privateDir;
            }
        };
    }

    @Test
    public void startsAProgramWhereTheConfigurationSaysThatItIs() throws Exception {
        programs.put("greet", "/bin/echo");
        assertThat(run(Command.of(List.of("greet", "hello"))).succeeded()).isTrue();
        assertThat(log).containsExactly("hello");
    }

    @Test
    public void saysWhichConfiguredPathIsNotOnTheAgent() throws Exception {
        programs.put("greet", workspace.child("no such/greet").getRemote());
        assertThatThrownBy(() -> run(Command.of(List.of("greet", "hello")))).rootCause()
                .hasMessage("greet cannot be started: Manage Jenkins says that it is " + workspace.child("no such/greet")
                        + ", which is not there on this agent. Correct the path under TaskHub there, or take it away so "
                        + "that PATH is used");
        workspace.child("greet").write("#!/bin/sh\n", "UTF-8");
        programs.put("greet", workspace.child("greet").getRemote());
        assertThatThrownBy(() -> run(Command.of(List.of("greet")))).rootCause()
                .hasMessageContaining("which is no program that may be run on this agent");
    }

    @Test
    public void tellsWhereAProgramIsAndWhichVersionItHas() throws Exception {
        workspace.child("bin/helm").write("#!/bin/sh\n[ $1 = version ] && echo v3.21.4+gabc || echo works\n", "UTF-8");
        workspace.child("bin/helm").chmod(0755);
        env.override("PATH", workspace.child("bin") + ":" + env.get("PATH"));
        var told = new CopyOnWriteArrayList<String>();
        var process = DurableProcess.start(Command.of(List.of("helm", "list")), agent, true);
        assertThat(process.follow(agent, masker, log::add, told::add).get(20, TimeUnit.SECONDS).status()).isZero();
        assertThat(told).containsExactly("helm 3.21.4 at " + workspace.child("bin/helm"));
        assertThat(log).containsExactly("works");
        programs.put("helm", "/bin/true");
        process = DurableProcess.start(Command.of(List.of("helm", "list")), agent, true);
        process.follow(agent, masker, log::add, told::add).get(20, TimeUnit.SECONDS);
        assertThat(told).last().isEqualTo("helm at /bin/true");
    }

    @Test
    public void tellsNothingOfAProgramThatIsNotThere() throws Exception {
        var told = new CopyOnWriteArrayList<String>();
        var process = DurableProcess.start(Command.of(List.of("/kaniko/executor")), agent, true);
        assertThat(process.follow(agent, masker, log::add, told::add).get(20, TimeUnit.SECONDS).status()).isEqualTo(127);
        assertThat(told).isEmpty();
    }

    @Test
    public void aProgramMayEndWithAnyStatus() throws Exception {
        assertThat(run(sh("exit 127")).status()).isEqualTo(127);
    }

    @Test
    public void copiesTheLogAndTellsTheStatus() throws Exception {
        var outcome = run(sh("echo one; echo two >&2; exit 3"));
        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.succeeded()).isFalse();
        assertThat(log).containsExactly("one", "two");
        assertThat(outcome.tail()).containsExactly("one", "two");
    }

    @Test
    public void runsInTheWorkspaceWithItsEnvironment() throws Exception {
        run(sh("pwd; echo $COLOUR").with("COLOUR", "blue $HOME"));
        assertThat(log).containsExactly(Path.of(workspace.getRemote()).toRealPath().toString(), "blue $HOME");
    }

    @Test
    public void keepsCapturedOutputApartFromTheLog() throws Exception {
        var outcome = run(sh("echo data; echo note >&2").captured());
        assertThat(log).containsExactly("note");
        assertThat(outcome.output(100)).isEqualTo("data\n");
        assertThat(outcome.succeeded()).isTrue();
    }

    @Test
    public void writesNothingToTheLogWhenQuiet() throws Exception {
        var outcome = run(sh("echo note").quiet());
        assertThat(log).isEmpty();
        assertThat(outcome.tail()).containsExactly("note");
    }

    @Test
    public void givesSecretsByEnvironmentAndMasksThem() throws Exception {
        masker.add("canary-secret-1");
        run(sh("echo got $TOKEN; tr '\\0' ' ' < /proc/$$/cmdline | grep -c 'canar[y]-secret'").withSecret("TOKEN",
                Secret.fromString("canary-secret-1")));
        assertThat(log).containsExactly("got ****", "0");
    }

    @Test
    public void tracesNothing() throws Exception {
        run(Command.of(List.of("true")));
        assertThat(log).isEmpty();
    }

    @Test
    public void endsTheCommandItselfSoThatItCanPutItsWorkInOrder() throws Exception {
        var process = DurableProcess.start(sh("trap 'echo in order; exit 7' TERM; echo ready; while :; do sleep 0.1; done"),
                agent);
        var end = process.follow(agent, masker, log::add);
        waitFor("ready");
        process.terminate(agent);
        assertThat(end.get(20, TimeUnit.SECONDS).status()).isEqualTo(7);
        assertThat(log).containsExactly("ready", "in order");
    }

    @Test
    public void endsTheWholeTree() throws Exception {
        var process = DurableProcess.start(sh("sleep 300 & echo $!; wait"), agent);
        var end = process.follow(agent, masker, log::add);
        while (log.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        var child = ProcessHandle.of(Long.parseLong(log.get(0))).orElseThrow();
        process.stop(agent);
        assertThat(end.get(20, TimeUnit.SECONDS).status()).isNotZero();
        child.onExit().get(20, TimeUnit.SECONDS);
    }

    @Test
    public void isAttachedAgainAfterARestartWithAWholeLog() throws Exception {
        var process = DurableProcess.start(sh("echo one; sleep 1; echo two; exit 4"), agent);
        var loaded = copy(process);
        var outcome = loaded.follow(agent, masker, log::add).get(20, TimeUnit.SECONDS);
        assertThat(outcome.status()).isEqualTo(4);
        assertThat(log).containsExactly("one", "two");
    }

    @Test
    public void leavesNothingInTheWorkspace() throws Exception {
        run(sh("true"));
        assertThat(workspace.list()).isEmpty();
    }

    private Command sh(String script) {
        return Command.of(List.of("/bin/sh", "-c", script));
    }

    private Outcome run(Command command) throws Exception {
        return DurableProcess.start(command, agent).follow(agent, masker, log::add).get(20, TimeUnit.SECONDS);
    }

    private void waitFor(String line) throws InterruptedException {
        while (!log.contains(line)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static DurableProcess copy(DurableProcess process) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(process);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (DurableProcess) in.readObject();
        }
    }
}
