package io.jenkins.plugins.taskhub.embedded.cps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.nio.file.Files;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** Builds go on after the controller was restarted in the middle of them. */
public class RestartTest {
    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Before
    public void forgetPauses() {
        PauseStep.forget();
    }

    private void startAndPause(String script, String... pauses) throws Throwable {
        sessions.then(rule -> {
            var job = rule.createProject(WorkflowJob.class, "p");
            job.setDefinition(new CpsFlowDefinition(script, true));
            job.scheduleBuild2(0).waitForStart();
            for (var pause : pauses) {
                PauseStep.awaitStart(pause);
            }
        });
    }

    private String goOn(Result expected, String... pauses) throws Throwable {
        var log = new String[1];
        sessions.then(rule -> {
            var run = run(rule);
            for (var pause : pauses) {
                PauseStep.release(pause, pause + "!");
            }
            rule.assertBuildStatus(expected, rule.waitForCompletion(run));
            log[0] = JenkinsRule.getLog(run);
        });
        return log[0];
    }

    private static WorkflowRun run(JenkinsRule rule) {
        return rule.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
    }

    @Test
    public void aStepGoesOnAndReturnsItsValue() throws Throwable {
        startAndPause("say 'before'\ndef x = pause('a')\nsay \"after $x\"", "a");
        assertThat(goOn(Result.SUCCESS, "a")).contains("before", "Resuming build at", "after a!", "Finished: SUCCESS")
                .containsOnlyOnce("before");
    }

    @Test
    public void loopsOverCollectionsGoOn() throws Throwable {
        startAndPause("""
                for (e in [a: 1, b: 2]) {
                    [10, 20].each { n ->
                        for (s in (['x', 'y'] as Set)) {
                            if (e.key == 'a' && n == 10 && s == 'x') { pause 'a' }
                            say "$e.key$e.value $n $s"
                        }
                    }
                }
                [c: 3, d: 4].each { k, v -> if (k == 'c') { pause 'b' }; say "each $k$v" }
                [1, 2].eachWithIndex { x, i -> if (i == 0) { pause 'c' }; say "indexed $x $i" }
                def all = [5, 6].collect { if (it == 5) { pause 'd' }; it * 2 }
                2.times { if (it == 0) { pause 'e' }; say "time $it" }
                (1..2).each { if (it == 1) { pause 'f' }; say "range $it" }
                for (r in 3..4) { if (r == 3) { pause 'g' }; say "in $r" }
                for (k in [m: 1].keySet()) { pause 'h'; say "key $k" }
                say "all $all"
                """, "a");
        sessions.then(rule -> {
            PauseStep.release("a", 1);
            PauseStep.awaitStart("b");
        });
        sessions.then(rule -> {
            PauseStep.release("b", 1);
            PauseStep.awaitStart("c");
        });
        sessions.then(rule -> {
            PauseStep.release("c", 1);
            PauseStep.awaitStart("d");
        });
        sessions.then(rule -> {
            PauseStep.release("d", 1);
            PauseStep.awaitStart("e");
        });
        sessions.then(rule -> {
            PauseStep.release("e", 1);
            PauseStep.release("f", 1);
            PauseStep.awaitStart("g");
        });
        assertThat(goOn(Result.SUCCESS, "g", "h")).contains("a1 10 x\n", "a1 20 y\n", "b2 20 y\n", "each c3", "each d4",
                "indexed 1 0", "indexed 2 1", "time 0", "time 1", "range 1", "range 2", "in 3", "in 4", "key m",
                "all [10, 12]");
    }

    @Test
    public void closuresFieldsAndObjectsAreKept() throws Throwable {
        startAndPause("""
                import groovy.transform.Field
                @Field def list = []
                class Counter implements Serializable { int n; def next() { ++n } }
                def counter = new Counter(n: 5)
                def times = 3
                def closure = { x -> "$x times $times from ${counter.next()}" }
                list << 'kept'
                def lazy = "gstring ${counter.n}"
                env.KEPT = 'in env'
                binding.setVariable('bound', 'yes')
                pause 'a'
                say closure('seven')
                say "$list $lazy $env.KEPT $bound ${counter.next()}"
                """, "a");
        assertThat(goOn(Result.SUCCESS, "a")).contains("seven times 3 from 6", "[kept] gstring 5 in env yes 7");
    }

    @Test
    public void branchesOfAParallelGoOn() throws Throwable {
        startAndPause("""
                def results = parallel(
                    one: { block('inner') { try { pause 'a' } finally { say 'finally one' } } },
                    two: { say 'two done'; 2 },
                    three: { block(name: 'marked', mark: '> ') { pause 'b'; say 'marked' }; 3 })
                say "results $results"
                """, "a", "b");
        assertThat(goOn(Result.SUCCESS, "b", "a")).contains("finally one", "> marked",
                "results [one:a!, two:2, three:3]")
                .containsOnlyOnce("two done");
    }

    @Test
    public void failuresAfterTheRestartAreCaughtByHandlersFromBefore() throws Throwable {
        startAndPause("""
                try {
                    block('b') { pause 'a'; throw new IllegalStateException('late') }
                } catch (IllegalStateException e) { say "caught $e.message" } finally { say 'finally' }
                """, "a");
        assertThat(goOn(Result.SUCCESS, "a")).contains("caught late", "finally");
    }

    @Test
    public void aBuildCanBeStoppedAfterTheRestart() throws Throwable {
        startAndPause("try { pause 'a' } finally { say 'cleaned' }", "a");
        sessions.then(rule -> {
            var run = run(rule);
            rule.waitForMessage("Resuming build", run);
            run.doStop();
            rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(run));
            rule.assertLogContains("cleaned", run);
        });
    }

    @Test
    public void aVariableThatCannotBeSavedIsNamed() throws Throwable {
        sessions.then(rule -> {
            var job = rule.createProject(WorkflowJob.class, "p");
            job.setDefinition(new CpsFlowDefinition("def t = new Thread()\npause 'a'", true));
            var run = rule.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
            rule.assertLogContains("a variable holds a java.lang.Thread", run);
        });
    }

    @Test
    public void aFinishedBuildIsFinishedAfterTheRestart() throws Throwable {
        sessions.then(rule -> {
            var job = rule.createProject(WorkflowJob.class, "p");
            job.setDefinition(new CpsFlowDefinition("say 'x'", true));
            rule.assertBuildStatusSuccess(job.scheduleBuild2(0));
        });
        sessions.then(rule -> {
            assertThat(run(rule).getResult()).isEqualTo(Result.SUCCESS);
            assertThat(run(rule).isBuilding()).isFalse();
            var job = rule.jenkins.getItemByFullName("p", WorkflowJob.class);
            assertThat(job.scheduleBuild2(0).get().getNumber()).isEqualTo(2);
        });
    }

    @Test
    public void aBuildWithoutSavedStateFailsInWords() throws Throwable {
        startAndPause("pause 'a'", "a");
        var state = sessions.getHome().toPath().resolve("jobs/p/builds/1/pipeline/program.dat");
        Files.delete(state);
        assertThat(goOn(Result.FAILURE)).contains("ERROR: Cannot go on with p #1 after the restart: no state was"
                + " saved. Run it again.");
    }

    @Test
    public void scriptsOfTheProgramAndLoadedOnesGoOn() throws Throwable {
        startAndPause("""
                def said = new org.acme.Trusted(script: this).twice { n -> if (n == 1) { pause 'a' }; say "trusted $n" }
                say said
                """, "a");
        assertThat(goOn(Result.SUCCESS, "a")).contains("trusted 1", "trusted 2", "done");
    }

    @Test
    public void aLoadedScriptGoesOn() throws Throwable {
        startAndPause("""
                node {
                    writeFile file: 'more.groovy', text: 'def hello(x) { pause "a"; say "hello $x" }; return this'
                    def more = load 'more.groovy'
                    more.hello('you')
                }
                """, "a");
        assertThat(goOn(Result.SUCCESS, "a")).contains("hello you");
    }
}
