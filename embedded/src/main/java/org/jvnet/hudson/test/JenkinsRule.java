package org.jvnet.hudson.test;

import hudson.EnvVars;
import hudson.Util;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Job;
import hudson.model.Label;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TopLevelItem;
import hudson.security.SecurityRealm;
import hudson.slaves.DumbSlave;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.taskhub.embedded.model.EmbeddedJenkins;
import io.jenkins.plugins.taskhub.embedded.model.Identity;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import jenkins.model.ParameterizedJobMixIn;
import org.junit.rules.TestRule;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * A controller for one test, over a fresh home directory. Jenkins' test harness also serves web pages; there is no
 * web server here, and the address of the controller leads nowhere.
 */
public class JenkinsRule implements TestRule {
    private static final long TEAR_DOWN_SECONDS = 20;

    /** The running controller. */
    public Jenkins jenkins;

    private EmbeddedJenkins embedded;
    private int agents;

    @Override
    public Statement apply(Statement base, Description description) {
        return new Statement() {
            @Override
            public void evaluate() throws Throwable {
                File home = Files.createTempDirectory("jenkins-home").toFile();
                try {
                    start(home);
                    try {
                        base.evaluate();
                    } finally {
                        endBuilds();
                        stop();
                    }
                } finally {
                    Util.deleteRecursive(home);
                }
            }
        };
    }

    /** Starts a controller over a home directory. */
    void start(File home) throws IOException {
        embedded = EmbeddedJenkins.start(home);
        jenkins = embedded.jenkins();
        if (jenkins.getRootUrl() == null) {
            JenkinsLocationConfiguration.get().setUrl("http://localhost/jenkins/");
        }
    }

    void stop() {
        embedded.stop();
        jenkins = null;
    }

    private void endBuilds() throws InterruptedException {
        jenkins.getQueue().clear();
        for (Computer computer : jenkins.getComputers()) {
            computer.getAllExecutors().stream().filter(Executor::isBusy).forEach(e -> e.interrupt(Result.ABORTED));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TEAR_DOWN_SECONDS);
        while (!isIdle() && System.nanoTime() < deadline) {
            jenkins.getQueue().clear();
            Thread.sleep(10);
        }
    }

    private boolean isIdle() {
        return jenkins.getQueue().isEmpty() && Arrays.stream(jenkins.getComputers()).allMatch(Computer::isIdle);
    }

    public <T extends TopLevelItem> T createProject(Class<T> type) throws IOException {
        return createProject(type, "test" + jenkins.getItems().size());
    }

    public <T extends TopLevelItem> T createProject(Class<T> type, String name) throws IOException {
        return jenkins.createProject(type, name);
    }

    public DumbSlave createSlave() throws Exception {
        return createSlave("slave" + agents, null, null);
    }

    public DumbSlave createSlave(String labels, EnvVars env) throws Exception {
        return createSlave("slave" + agents, labels, env);
    }

    /** An agent with a directory of its own; here it is online at once. */
    public DumbSlave createSlave(String nodeName, String labels, EnvVars env) throws Exception {
        agents++;
        File directory = new File(jenkins.getRootDir(), "agent-work-dirs/" + nodeName);
        Files.createDirectories(directory.toPath());
        DumbSlave agent = new DumbSlave(nodeName, directory.getPath(), null);
        agent.setLabelString(labels);
        if (env != null) {
            agent.getNodeProperties().add(new EnvironmentVariablesNodeProperty(env.entrySet().stream()
                    .map(e -> new EnvironmentVariablesNodeProperty.Entry(e.getKey(), e.getValue())).toList()));
        }
        jenkins.addNode(agent);
        return agent;
    }

    public DumbSlave createSlave(Label l) throws Exception {
        return createSlave(l == null ? null : l.getExpression(), null);
    }

    public DumbSlave createOnlineSlave() throws Exception {
        return createSlave();
    }

    public DumbSlave createOnlineSlave(Label l) throws Exception {
        return createSlave(l);
    }

    /** Users by any name; {@link DummySecurityRealm#addGroups} puts them into groups. */
    public DummySecurityRealm createDummySecurityRealm() {
        return new DummySecurityRealm();
    }

    /** Knows every user. */
    public static class DummySecurityRealm extends SecurityRealm {
        private final Map<String, Set<String>> groupsByUser = new ConcurrentHashMap<>();

        DummySecurityRealm() {
        }

        public void addGroups(String username, String... groups) {
            groupsByUser.computeIfAbsent(username, u -> new CopyOnWriteArraySet<>()).addAll(Arrays.asList(groups));
        }

        @Override
        public UserDetails loadUserByUsername2(String username) {
            return new KnownUser(username, groupsByUser.getOrDefault(username, Set.of()));
        }
    }

    private record KnownUser(String getUsername, Set<String> groups) implements UserDetails {
        @Override
        public Collection<? extends GrantedAuthority> getAuthorities() {
            return groups.stream().map(Identity.Group::new).toList();
        }

        @Override
        public String getPassword() {
            return "";
        }
    }

    public <J extends Job<J, R> & ParameterizedJobMixIn.ParameterizedJob<J, R> & Queue.Task,
            R extends Run<J, R> & Queue.Executable> R buildAndAssertSuccess(J job) throws Exception {
        return buildAndAssertStatus(Result.SUCCESS, job);
    }

    public <J extends Job<J, R> & ParameterizedJobMixIn.ParameterizedJob<J, R> & Queue.Task,
            R extends Run<J, R> & Queue.Executable> R buildAndAssertStatus(Result status, J job) throws Exception {
        return assertBuildStatus(status, job.scheduleBuild2(0));
    }

    public <R extends Run> R assertBuildStatusSuccess(R r) throws Exception {
        return assertBuildStatus(Result.SUCCESS, r);
    }

    public <R extends Run> R assertBuildStatusSuccess(Future<? extends R> r) throws Exception {
        return assertBuildStatus(Result.SUCCESS, r);
    }

    public <R extends Run> R assertBuildStatus(Result status, Future<? extends R> r) throws Exception {
        if (r == null) {
            throw new AssertionError("build was actually scheduled: no");
        }
        return assertBuildStatus(status, waitForCompletion((R) r.get()));
    }

    /** Fails, with the log, where the build ended with another result. */
    public <R extends Run> R assertBuildStatus(Result status, R r) throws Exception {
        if (r.getResult() != status) {
            throw new AssertionError("unexpected build status; build log was:\n------\n" + getLog(r)
                    + "\n------\nExpected: is <" + status + ">\n     but: was <" + r.getResult() + ">");
        }
        return r;
    }

    public void assertLogContains(String substring, Run run) throws IOException {
        String log = getLog(run);
        if (!log.contains(substring)) {
            throw new AssertionError("Expected: a string containing \"" + substring + "\"\n     but: was \"" + log
                    + "\"");
        }
    }

    public void assertLogNotContains(String substring, Run run) throws IOException {
        String log = getLog(run);
        if (log.contains(substring)) {
            throw new AssertionError("Expected: not a string containing \"" + substring + "\"\n     but: was \""
                    + log + "\"");
        }
    }

    /** The log of a build. */
    public static String getLog(Run run) throws IOException {
        return Util.loadFile(run.getLogFile(), StandardCharsets.UTF_8);
    }

    /** Waits until a build has ended. */
    public <R extends Run<?, ?>> R waitForCompletion(R r) throws InterruptedException {
        synchronized (r) {
            while (r.isBuilding() || r.isLogUpdated()) {
                r.wait(20);
            }
        }
        return r;
    }

    /** Waits until the log has a text; fails where the build ends without it. */
    public void waitForMessage(String message, Run<?, ?> r) throws IOException, InterruptedException {
        while (true) {
            boolean last = !r.isLogUpdated();
            if (getLog(r).contains(message)) {
                return;
            }
            if (last) {
                assertLogContains(message, r);
            }
            Thread.sleep(20);
        }
    }

    /** Waits until nothing is built and nothing waits. */
    public void waitUntilNoActivity() throws Exception {
        while (!isIdle()) {
            Thread.sleep(20);
        }
    }
}
