package io.jenkins.plugins.taskhub.embedded.cps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Scripts behave as Groovy does in Jenkins. */
public class ScriptTest {
    @Rule
    public final JenkinsRule rule = new JenkinsRule();

    private WorkflowRun run(Result expected, String script) throws Exception {
        var job = rule.createProject(WorkflowJob.class, "p");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return rule.assertBuildStatus(expected, job.scheduleBuild2(0));
    }

    private String log(String script) throws Exception {
        return JenkinsRule.getLog(run(Result.SUCCESS, script));
    }

    private String failure(String script) throws Exception {
        return JenkinsRule.getLog(run(Result.FAILURE, script));
    }

    @Test
    public void logReadsAsJenkinsWritesIt() throws Exception {
        assertThat(log("block('Build') { say 'hello' }").lines().toList()).containsExactly(
                "[Pipeline] Start of Pipeline", "[Pipeline] block", "[Pipeline] { (Build)", "[Pipeline] say", "hello",
                "[Pipeline] }", "[Pipeline] // block", "[Pipeline] End of Pipeline", "Finished: SUCCESS");
    }

    @Test
    public void stepsRunInLoopsAndClosures() throws Exception {
        assertThat(log("""
                for (e in [a: 1, b: 2]) { say "map $e.key=$e.value" }
                for (x in [3, 4]) { say "list $x" }
                for (int i = 5; i < 7; i++) { say "for $i" }
                [7, 8].each { n -> say "each $n" }
                [c: 9].each { k, v -> say "entry $k$v" }
                def doubled = [1, 2].collect { say "collect $it"; it * 2 }
                say "sum ${doubled.sum()}"
                2.times { say "time $it" }
                (10..11).each { say "range $it" }
                def n = 0
                while (n < 2) { say "while ${n++}" }
                say(['x', 'y'].findAll { it != 'x' }.join(','))
                """)).contains("map a=1", "map b=2", "list 3", "list 4", "for 5", "for 6", "each 7", "each 8",
                "entry c9", "collect 1", "collect 2", "sum 6", "time 0", "time 1", "range 10", "range 11", "while 0",
                "while 1", "\ny\n");
    }

    @Test
    public void methodsClassesFieldsAndClosuresWork() throws Exception {
        assertThat(log("""
                import groovy.transform.Field
                @Field int count = 3
                def twice(x) { say "twice $x"; x * 2 }
                def named(Map args, String name) { "${args.greeting} $name" }
                def spread(a, b) { a + b }
                @NonCPS def sorted(list) { list.sort { a, b -> b <=> a }.join('-') }
                class Point implements Serializable { int x; int dbl() { x * 2 } }
                say "${twice(21)} ${named('you', greeting: 'hi')} ${spread(1, 2)} ${sorted([1, 3, 2])}"
                say "${new Point(x: 4).dbl()} ${count} ${[new Point(x: 1), new Point(x: 2)]*.x}"
                def add = { a, b -> a + b }
                say "closure ${add(1, 10)} ${add.curry(5).call(6)}"
                def (first, second) = ['one', 'two']
                say "$first $second ${null?.foo} ${[:].missing ?: 'elvis'} ${5 in [5]} ${'a'..'c'}"
                switch (count) { case 3: say 'three'; break; default: say 'other' }
                assert count == 3
                """)).contains("twice 21", "42 hi you 3 3-2-1", "8 3 [1, 2]", "closure 11 11",
                "one two null elvis true", "three");
    }

    @Test
    public void failuresAreCaughtAndFinallyRuns() throws Exception {
        assertThat(log("""
                def attempt(Closure c) {
                    try { return c() } catch (IllegalStateException e) { say "caught $e.message"; 'r' }
                    finally { say 'finally' }
                }
                say attempt { block('b') { throw new IllegalStateException('oops') } }
                say attempt { 'fine' }
                try { [1].foo() } catch (MissingMethodException e) { say "no $e.method" }
                """)).contains("caught oops", "finally", "\nr\n", "\nfine\n", "no foo");
    }

    @Test
    public void anExceptionEndsTheBuildWithTheLinesOfTheScript() throws Exception {
        assertThat(failure("""
                def deep(x) {
                    throw new IllegalArgumentException("bad $x")
                }
                say 'before'
                deep(7)
                """)).contains("java.lang.IllegalArgumentException: bad 7", "WorkflowScript.deep(WorkflowScript:2)",
                "WorkflowScript.run(WorkflowScript:5)", "Finished: FAILURE")
                .doesNotContain("com.cloudbees", "sun.reflect", "org.codehaus");
    }

    @Test
    public void aCompilationErrorShowsItsLine() throws Exception {
        assertThat(failure("say 'x'\ndef x = [\nsay 'y'\n")).contains("startup failed", "WorkflowScript: 3:",
                "Finished: FAILURE").doesNotContain("at org.codehaus");
    }

    @Test
    public void anUnknownStepIsNamedWithTheNearest() throws Exception {
        assertThat(failure("say 'x'\nsai 'y'\n")).contains("No such DSL method 'sai'", "Did you mean say",
                "(WorkflowScript:2)");
    }

    @Test
    public void anUnknownPropertyIsNamedWithTheNearest() throws Exception {
        assertThat(failure("def x = currentBild.result")).contains("No such property: currentBild", "currentBuild");
    }

    @Test
    public void anUnknownParameterIsNamedWithTheNearest() throws Exception {
        assertThat(failure("block(nme: 'x') { }")).contains("block has no parameter 'nme'", "Did you mean name");
    }

    @Test
    public void anUnfitArgumentIsRefused() throws Exception {
        assertThat(failure("block(name: 'x', variables: 3) { }")).contains("block: variables takes a list, not the"
                + " Integer '3'");
    }

    @Test
    public void anEndlessLoopCanBeStopped() throws Exception {
        var job = rule.createProject(WorkflowJob.class, "p");
        job.setDefinition(new CpsFlowDefinition("say 'spinning'\nwhile (true) { }", true));
        var run = job.scheduleBuild2(0).waitForStart();
        rule.waitForMessage("spinning", run);
        run.doStop();
        rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(run));
    }

    @Test
    public void bodiesSeeVariablesAndFilters() throws Exception {
        assertThat(log("""
                env.A = 'outer'
                block(name: 'b', variables: ['A=inner', 'B=two'], mark: '> ') {
                    block(name: 'c', mark: '# ') { say "${env.A} ${env.B} $B" }
                }
                say "${env.A} ${env.B} ${env.BUILD_NUMBER} ${env['JOB_NAME']}"
                """)).contains("\n> # inner two two\n", "\nouter null 1 p\n");
    }

    @Test
    public void currentBuildTellsOfTheBuild() throws Exception {
        assertThat(log("""
                say "${currentBuild.number} ${currentBuild.result} ${currentBuild.currentResult}"
                currentBuild.displayName = 'renamed'
                currentBuild.result = 'SUCCESS'
                say "${currentBuild.currentResult} ${currentBuild.displayName} ${currentBuild.previousBuild}"
                try { currentBuild.rawBuild } catch (SecurityException e) { say 'refused' }
                """)).contains("1 null SUCCESS",
                "SUCCESS renamed null", "refused");
    }

    @Test
    public void stepsObjectCallsSteps() throws Exception {
        assertThat(log("steps.say 'one'\nthis.say 'two'\ndef s = this\ns.say('three')\nsay(text: 'four')"))
                .contains("one", "two", "three", "four");
    }
}
