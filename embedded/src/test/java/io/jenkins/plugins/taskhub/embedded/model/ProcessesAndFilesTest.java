package io.jenkins.plugins.taskhub.embedded.model;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import hudson.slaves.DumbSlave;
import hudson.slaves.WorkspaceList;
import hudson.util.ArgumentListBuilder;
import hudson.util.StreamTaskListener;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import jenkins.MasterToSlaveFileCallable;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Launchers, files and agents. */
public class ProcessesAndFilesTest {
    @Rule
    public JenkinsRule r = new JenkinsRule();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final TaskListener listener = new StreamTaskListener(log, StandardCharsets.UTF_8);

    @Test
    public void secretWordsAreMaskedWhereTheCommandIsShown() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FilePath dir = new FilePath(r.jenkins.getRootDir()).child("ws");
        dir.mkdirs();
        int code = new Launcher.LocalLauncher(listener).launch()
                .cmds(new ArgumentListBuilder("sh", "-c", "echo $1 $X; pwd; exit 3", "x").add("s3cret", true))
                .envs("X=from the environment").pwd(dir).stdout(out).join();
        assertThat(code).isEqualTo(3);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("s3cret from the environment\n" + dir.getRemote() + "\n");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("[ws] $ sh -c").contains("******")
                .doesNotContain("s3cret");
    }

    @Test
    public void aDecoratedLauncherAddsItsVariables() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Launcher.LocalLauncher(listener).decorateByEnv(new EnvVars("A", "1", "B", "1")).launch()
                .cmds("sh", "-c", "echo $A$B").envs("B=2").quiet(true).stdout(out).join();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("12\n");
        assertThat(log.size()).isZero();
    }

    @Test
    public void killFindsProcessesByTheirEnvironmentAlone() throws Exception {
        Launcher launcher = new Launcher.LocalLauncher(listener);
        Proc marked = launcher.launch().cmds("sh", "-c", "sleep 60; true").envs("COOKIE=mine").quiet(true).start();
        Proc other = launcher.launch().cmds("sleep", "60").envs("COOKIE=other").quiet(true).start();
        launcher.kill(Map.of("COOKIE", "mine"));
        assertThat(marked.join()).isNotZero();
        assertThat(other.isAlive()).isTrue();
        other.kill();
        assertThat(other.isAlive()).isFalse();
    }

    @Test
    public void variablesAreExpandedInTheOrderTheyNeed() {
        EnvVars env = new EnvVars("PATH", "/bin").overrideExpandingAll(
                Map.of("PATH+HELM", "/opt/helm", "A", "${B}x", "B", "$PATH", "COST", "$$5 $UNKNOWN"));
        assertThat(env).containsEntry("PATH", "/opt/helm:/bin").containsEntry("B", "/opt/helm:/bin")
                .containsEntry("A", "/opt/helm:/binx").containsEntry("COST", "$5 $UNKNOWN");
    }

    @Test
    public void antPatternsFindFiles() throws Exception {
        FilePath ws = new FilePath(r.jenkins.getRootDir()).child("ws");
        for (String file : List.of("a.xml", "x/a.xml", "x/y/a.xml", "x/y/b.txt", ".git/a.xml")) {
            ws.child(file).write(file, "UTF-8");
        }
        assertThat(ws.list("**/*.xml")).extracting(FilePath::getRemote).containsExactly(
                ws + "/a.xml", ws + "/x/a.xml", ws + "/x/y/a.xml");
        assertThat(ws.list("*.xml")).hasSize(1);
        assertThat(ws.list("x/", "**/b.*")).hasSize(2);
        assertThat(ws.list("x/**/?.txt, a.xml")).hasSize(2);
    }

    /** What travels to an agent. */
    private static final class Describe extends MasterToSlaveFileCallable<String> {
        private static final long serialVersionUID = 1L;
        private final TaskListener listener;
        private final transient Object left = new Object();

        Describe(TaskListener listener) {
            this.listener = listener;
        }

        @Override
        public String invoke(File f, VirtualChannel channel) {
            listener.getLogger().println("hello from " + Channel.current());
            listener.getLogger().flush();
            return f.getName() + " " + (left == null ? "travelled" : "stayed");
        }
    }

    @Test
    public void callablesTravelToAgentsAndStayOnTheController() throws Exception {
        DumbSlave agent = r.createSlave("agent-1", "linux", null);
        FilePath there = agent.getRootPath().child("file");
        assertThat(there.isRemote()).isTrue();
        assertThat(there.act(new Describe(listener))).isEqualTo("file travelled");
        assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo("hello from agent-1\n");
        assertThat(r.jenkins.getRootPath().child("file").act(new Describe(listener))).isEqualTo("file stayed");
        assertThat(there.toComputer()).isSameAs(agent.toComputer());
    }

    @Test
    public void whatCannotTravelIsRefused() throws Exception {
        FilePath there = r.createSlave().getRootPath();
        Object notSerialisable = new Object();
        assertThatThrownBy(() -> there.act(new MasterToSlaveFileCallable<Object>() {
            @Override
            public Object invoke(File f, VirtualChannel channel) {
                return notSerialisable;
            }
        })).isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> new ObjectOutputStream(OutputStream.nullOutputStream()).writeObject(there))
                .isInstanceOf(NotSerializableException.class).hasMessageContaining("SerializableOnlyOverRemoting");
    }

    @Test
    public void aDisconnectedAgentTakesNothing() throws Exception {
        DumbSlave agent = r.createSlave();
        FilePath there = agent.getRootPath();
        agent.toComputer().disconnect(null);
        assertThat(agent.toComputer().isOffline()).isTrue();
        assertThat(agent.getRootPath()).isNull();
        assertThatThrownBy(() -> there.act(new Describe(listener))).isInstanceOf(IOException.class)
                .hasMessageContaining("is disconnected");
        agent.toComputer().connect(false);
        assertThat(agent.toComputer().isOnline()).isTrue();
    }

    @Test
    public void workspacesInUseAreNotShared() throws Exception {
        FilePath base = new FilePath(r.jenkins.getRootDir()).child("workspace/deploy");
        WorkspaceList list = r.jenkins.toComputer().getWorkspaceList();
        try (WorkspaceList.Lease first = list.allocate(base); WorkspaceList.Lease second = list.allocate(base)) {
            assertThat(first.path).isEqualTo(base);
            assertThat(second.path.getName()).isEqualTo("deploy@2");
            assertThat(WorkspaceList.tempDir(second.path).getName()).isEqualTo("deploy@2@tmp");
        }
        try (WorkspaceList.Lease again = list.allocate(base)) {
            assertThat(again.path).isEqualTo(base);
        }
    }
}
