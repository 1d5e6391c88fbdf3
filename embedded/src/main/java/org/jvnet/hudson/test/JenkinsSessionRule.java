package org.jvnet.hudson.test;

import hudson.Util;
import java.io.File;
import java.nio.file.Files;
import org.junit.rules.TestRule;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/** Several lives of a controller over one home directory: each reads everything from disk. */
public class JenkinsSessionRule implements TestRule {
    private File home;

    /** What happens in one session. */
    @FunctionalInterface
    public interface Step {
        void run(JenkinsRule r) throws Throwable;
    }

    @Override
    public Statement apply(Statement base, Description description) {
        return new Statement() {
            @Override
            public void evaluate() throws Throwable {
                home = Files.createTempDirectory("jenkins-home").toFile();
                try {
                    base.evaluate();
                } finally {
                    Util.deleteRecursive(home);
                }
            }
        };
    }

    public File getHome() {
        if (home == null) {
            throw new IllegalStateException("JENKINS_HOME has not been allocated yet");
        }
        return home;
    }

    /** Starts a controller, does the step, stops the controller; builds in progress go on in the next session. */
    public void then(Step s) throws Throwable {
        JenkinsRule session = new JenkinsRule();
        session.start(getHome());
        try {
            s.run(session);
        } finally {
            session.stop();
        }
    }
}
