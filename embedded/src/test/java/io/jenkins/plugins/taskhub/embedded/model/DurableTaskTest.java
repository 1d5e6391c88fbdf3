package io.jenkins.plugins.taskhub.embedded.model;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

import static org.assertj.core.api.Assertions.assertThat;

/** Durable processes: what they write, how they end, and that they outlive the controller's process. */
public class DurableTaskTest {
    @Rule
    public JenkinsRule r = new JenkinsRule();

    private FilePath ws;
    private Launcher launcher;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final TaskListener listener = new StreamTaskListener(log, StandardCharsets.UTF_8);

    @Before
    public void prepare() {
        ws = new FilePath(new File(r.jenkins.getRootDir(), "workspace/deploy"));
        launcher = r.jenkins.createLauncher(listener);
    }

    private Controller start(BourneShellScript script, String... env) throws Exception {
        return script.launch(new EnvVars(env), ws, launcher, listener);
    }

    private int end(Controller controller) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        Integer status = controller.exitStatus(ws, launcher, listener);
        while (status == null) {
            assertThat(System.nanoTime()).as("still running").isLessThan(deadline);
            Thread.sleep(5);
            status = controller.exitStatus(ws, launcher, listener);
        }
        controller.writeLog(ws, log);
        return status;
    }

    private String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test(timeout = 120_000)
    public void aScriptIsTracedAndItsFirstFailureEndsIt() throws Exception {
        Controller controller = start(new BourneShellScript("echo \"hello $WHO\"\nsh -c 'exit 7'\necho never"),
                "WHO", "it's $5 & more");
        assertThat(end(controller)).isEqualTo(7);
        assertThat(log()).contains("+ echo ").contains("hello it's $5 & more").doesNotContain("never");
    }

    @Test(timeout = 120_000)
    public void aScriptWithAnInterpreterIsNotTraced() throws Exception {
        Controller controller = start(new BourneShellScript("#!/bin/sh\nfalse\necho plain"));
        assertThat(end(controller)).isZero();
        assertThat(log()).isEqualTo("plain\n");
    }

    @Test(timeout = 120_000)
    public void capturedOutputIsKeptApartFromTheLog() throws Exception {
        BourneShellScript script = new BourneShellScript("#!/bin/sh\necho wörld\necho oops >&2");
        script.captureOutput();
        Controller controller = start(script);
        assertThat(end(controller)).isZero();
        assertThat(controller.getOutput(ws, launcher)).asString(StandardCharsets.UTF_8).isEqualTo("wörld\n");
        assertThat(log()).isEqualTo("oops\n");
    }

    @Test(timeout = 120_000)
    public void cleanUpLeavesNothingBeside() throws Exception {
        Controller controller = start(new BourneShellScript("true"));
        FilePath temporary = ws.sibling("deploy@tmp");
        assertThat(temporary.list()).singleElement()
                .satisfies(dir -> assertThat(dir.getName()).matches("durable-[0-9a-f]{8}"));
        end(controller);
        controller.cleanup(ws);
        assertThat(temporary.list()).isEmpty();
        assertThat(ws.list()).isEmpty();
    }

    @Test(timeout = 120_000)
    public void stoppingEndsTheWholeTreeWithSigterm() throws Exception {
        Controller controller = start(new BourneShellScript("""
                #!/bin/sh
                (trap 'echo child ended; exit 3' TERM; echo child; while :; do sleep 0.05; done) &
                trap 'wait; exit 5' TERM
                echo ready
                while :; do sleep 0.05; done
                """));
        while (!log().contains("ready") || !log().contains("child")) {
            controller.writeLog(ws, log);
            Thread.sleep(5);
        }
        controller.stop(ws, launcher);
        assertThat(end(controller)).isEqualTo(5);
        assertThat(log()).contains("child ended");
    }

    @Test(timeout = 120_000)
    public void theLogGoesOnWhereASavedHandleLeftOff() throws Exception {
        FilePath go = ws.child("go");
        Controller controller = start(new BourneShellScript(
                "#!/bin/sh\necho one\nuntil [ -e go ]; do sleep 0.02; done\necho two\nexit 4"));
        while (!log().equals("one\n")) {
            controller.writeLog(ws, log);
            Thread.sleep(5);
        }
        assertThat(controller.exitStatus(ws, launcher, listener)).isNull();

        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(saved)) {
            out.writeObject(controller);
        }
        Controller restored;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(saved.toByteArray()))) {
            restored = (Controller) in.readObject();
        }
        go.write("", "UTF-8");
        assertThat(end(restored)).isEqualTo(4);
        assertThat(log()).isEqualTo("one\ntwo\n");
    }

    @Test(timeout = 120_000)
    public void aProcessThatVanishedIsToldApartFromOneThatRuns() throws Exception {
        Controller controller = start(new BourneShellScript("#!/bin/sh\nexec sleep 60"));
        FilePath pid = ws.sibling("deploy@tmp").list().get(0).child("pid");
        while (!pid.exists()) {
            Thread.sleep(5);
        }
        assertThat(controller.exitStatus(ws, launcher, listener)).isNull();
        ProcessHandle wrapper = ProcessHandle.of(Long.parseLong(pid.readToString().trim())).orElseThrow();
        List<ProcessHandle> children = wrapper.descendants().toList();
        wrapper.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        wrapper.onExit().get(5, TimeUnit.SECONDS);
        assertThat(controller.exitStatus(ws, launcher, listener)).isEqualTo(-1);
        assertThat(log()).contains("vanished");
    }

    @Test(timeout = 120_000)
    public void processesOutliveTheJavaProcessThatStartedThem() throws Exception {
        File home = new File(r.jenkins.getRootDir(), "other");
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Outliving.class.getName(), home.getPath(), ws.getRemote())
                .redirectErrorStream(true).redirectOutput(new File(r.jenkins.getRootDir(), "other.log")).start();
        assertThat(java.waitFor()).as(Util.loadFile(new File(r.jenkins.getRootDir(), "other.log"))).isEqualTo(137);

        Controller controller;
        try (ObjectInputStream in = new ObjectInputStream(new FileInputStream(new File(home, "handle")))) {
            controller = (Controller) in.readObject();
        }
        assertThat(controller.exitStatus(ws, launcher, listener)).isNull();
        ws.child("go").write("", "UTF-8");
        assertThat(end(controller)).isEqualTo(9);
        assertThat(log()).isEqualTo("started\nended\n");
    }

    /** Starts a script, saves its handle and dies at once. */
    public static final class Outliving {
        public static void main(String[] args) throws Exception {
            EmbeddedJenkins embedded = EmbeddedJenkins.start(new File(args[0]));
            Launcher launcher = embedded.jenkins().createLauncher(TaskListener.NULL);
            Controller controller = new BourneShellScript(
                    "#!/bin/sh\necho started\nuntil [ -e go ]; do sleep 0.02; done\necho ended\nexit 9")
                    .launch(new EnvVars(), new FilePath(new File(args[1])), launcher, TaskListener.NULL);
            try (ObjectOutputStream out = new ObjectOutputStream(new FileOutputStream(args[0] + "/handle"))) {
                out.writeObject(controller);
            }
            new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start().waitFor();
            Thread.sleep(10_000);
        }
    }
}
