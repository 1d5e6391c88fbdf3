package io.jenkins.plugins.taskhub.embedded.cps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Extension;
import io.jenkins.plugins.taskhub.embedded.library.LibraryRegistry;
import io.jenkins.plugins.taskhub.embedded.library.SharedLibrary;
import io.jenkins.plugins.taskhub.embedded.model.EmbeddedJenkins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.kohsuke.stapler.DataBoundConstructor;

/** A build goes on in another process after the first one was killed. */
public class KilledControllerTest {
    @Rule
    public final TemporaryFolder files = new TemporaryFolder();

    @Test
    public void aBuildGoesOnInAnotherProcess() throws Exception {
        var home = files.newFolder().toPath();
        var library = files.newFolder().toPath();
        Files.createDirectories(library.resolve("src/org/acme"));
        Files.createDirectories(library.resolve("vars"));
        Files.writeString(library.resolve("src/org/acme/Tool.groovy"),
                "package org.acme\nclass Tool implements Serializable { int n; int next() { ++n } }\n");
        Files.writeString(library.resolve("vars/wrap.groovy"), "def call(Closure c) { block('wrapped') { c() } }\n");
        var go = files.getRoot().toPath().resolve("go");
        var script = files.newFile().toPath();
        Files.writeString(script, """
                @Library('acme') _
                def tool = new org.acme.Tool(n: 40)
                def result = parallel(one: { wrap { ['x', 'y'].each { awaitFile '%s'; say "one $it" }; tool.next() } },
                                      two: { say 'two'; 2 })
                say "$result ${tool.next()}"
                """.formatted(go));
        var log = home.resolve("jobs/p/builds/1/log");
        var first = start(home, "start", script, library);
        try {
            awaitFile(home.resolve("jobs/p/builds/1/pipeline/program.dat"), first);
            awaitText(log, "[Pipeline] awaitFile", first);
            TimeUnit.MILLISECONDS.sleep(300);
        } finally {
            first.destroyForcibly().waitFor();
        }
        Files.createFile(go);
        var second = start(home, "go on", script, library);
        assertThat(second.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(log)).contains("Resuming build at", "one x", "one y", "[one:41, two:2] 42",
                "Finished: SUCCESS").containsOnlyOnce("\ntwo\n");
    }

    private static Process start(Path home, String what, Path script, Path library) throws Exception {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), home.toString(), what, script.toString(),
                library.toString()).inheritIO().start();
    }

    private static void awaitFile(Path file, Process process) throws Exception {
        for (var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90); !Files.exists(file);) {
            check(process, end, file.toString());
        }
    }

    private static void awaitText(Path file, String text, Process process) throws Exception {
        for (var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90); !Files.readString(file).contains(text);) {
            check(process, end, text);
        }
    }

    private static void check(Process process, long end, String what) throws Exception {
        if (System.nanoTime() > end || process.waitFor(20, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("waited in vain for " + what);
        }
    }

    /** A controller in a process of its own. */
    public static final class Main {
        private Main() {}

        /** Home, start or go on, script, library. */
        public static void main(String[] args) throws Exception {
            EmbeddedJenkins.start(Path.of(args[0]).toFile());
            LibraryRegistry.get().add(SharedLibrary.of("acme", Path.of(args[3])));
            var job = Jenkins.get().getItemByFullName("p", WorkflowJob.class);
            if (args[1].equals("start")) {
                job = Jenkins.get().createProject(WorkflowJob.class, "p");
                job.setDefinition(new CpsFlowDefinition(Files.readString(Path.of(args[2])), true));
                job.scheduleBuild2(0).get();
            } else {
                var run = job.getBuildByNumber(1);
                while (run.isBuilding()) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
            System.exit(0);
        }
    }

    /** Waits for a file. */
    public static final class FileStep extends Step {
        private final String path;

        @DataBoundConstructor
        public FileStep(String path) {
            this.path = path;
        }

        @Override
        public StepExecution start(StepContext context) {
            return new Execution(context, path);
        }

        private static final class Execution extends StepExecution {
            private static final long serialVersionUID = 1L;
            private final String path;

            Execution(StepContext context, String path) {
                super(context);
                this.path = path;
            }

            @Override
            public boolean start() {
                look();
                return false;
            }

            @Override
            public void onResume() {
                look();
            }

            private void look() {
                if (Files.exists(Path.of(path))) {
                    getContext().onSuccess(null);
                } else {
                    Timer.get().schedule(this::look, 20, TimeUnit.MILLISECONDS);
                }
            }
        }

        /** Describes the step. */
        @Extension
        public static final class DescriptorImpl extends StepDescriptor {
            @Override
            public String getFunctionName() {
                return "awaitFile";
            }

            @Override
            public Set<? extends Class<?>> getRequiredContext() {
                return Set.of();
            }
        }
    }
}
