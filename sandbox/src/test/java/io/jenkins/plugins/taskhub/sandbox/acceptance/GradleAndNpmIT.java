package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Before;
import org.junit.Test;

/** The step taskhubBuild with a real Gradle and a real npm; their images are made by buildah. */
public class GradleAndNpmIT extends BuildsOfImages {
    @Before
    public void buildahIsThere() {
        needs("buildah", "Install it (Debian: apt-get install buildah).");
    }

    @Test
    public void aGradleApplicationIsTestedAndBecomesAnImage() throws Exception {
        gradleApplication();
        commit();
        var outcome = build(taskhubBuild("gradle", "1"));
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("BUILD SUCCESSFUL", "[image] 2 tests, 0 failed, 0 skipped", "RESULT 2 0 "
                + registry.digest("team/gradle", "1").orElseThrow());
        assertThat(registry.content().contents("team/gradle", "1")).anyMatch(content -> content.contains("Main.class"));
    }

    @Test
    public void noImageIsMadeWhereATestOfGradleFails() throws Exception {
        gradleApplication();
        write("gradle/src/test/java/BrokenTest.java", """
                public class BrokenTest {
                    @org.junit.Test
                    public void holds() {
                        org.junit.Assert.fail("no");
                    }
                }
                """);
        commit();
        assertRefused(build(taskhubBuild("gradle", "2")), "1 of 3 tests failed, so no image was built: BrokenTest.holds.");
        assertThat(registry.digest("team/gradle", "2")).isEmpty();
    }

    @Test
    public void anNpmApplicationIsTestedAndBecomesAnImage() throws Exception {
        npmApplication("3");
        commit();
        var outcome = build(taskhubBuild("npm", "1"));
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("[image] 2 tests, 0 failed, 0 skipped", "RESULT 2 0 "
                + registry.digest("team/npm", "1").orElseThrow());
        assertThat(registry.content().contents("team/npm", "1")).anyMatch(content -> content.contains("built of sum.js"));
    }

    @Test
    public void noImageIsMadeWhereATestOfNpmFails() throws Exception {
        npmApplication("4");
        commit();
        assertRefused(build(taskhubBuild("npm", "2")), "1 of 2 tests failed, so no image was built: test.adds.");
        assertThat(registry.digest("team/npm", "2")).isEmpty();
    }

    private void gradleApplication() throws Exception {
        needs("gradle", "Install it (Debian: apt-get install gradle).");
        write("gradle/settings.gradle", "rootProject.name = 'app'\n");
        write("gradle/build.gradle", """
                apply plugin: 'java'

                repositories { mavenCentral() }
                // Gradle 4 has no other name for it, Gradle 7 no longer this one.
                def tests = configurations.findByName('testImplementation') ? 'testImplementation' : 'testCompile'
                dependencies { add tests, 'junit:junit:4.13.2' }
                """);
        write("gradle/Dockerfile", "FROM scratch\nCOPY build/libs/app.jar /\n");
        write("gradle/src/main/java/Main.java", """
                public class Main {
                    static int sum(int a, int b) {
                        return a + b;
                    }
                }
                """);
        write("gradle/src/test/java/MainTest.java", """
                public class MainTest {
                    @org.junit.Test
                    public void adds() {
                        org.junit.Assert.assertEquals(3, Main.sum(1, 2));
                    }

                    @org.junit.Test
                    public void addsNothing() {
                        org.junit.Assert.assertEquals(1, Main.sum(1, 0));
                    }
                }
                """);
    }

    private void npmApplication(String sum) throws Exception {
        needs("npm", "Install it (Debian: apt-get install npm).");
        write("npm/package.json", """
                {
                  "name": "app",
                  "version": "1.0.0",
                  "scripts": {
                    "test": "node --test --test-reporter=junit --test-reporter-destination=junit.xml",
                    "build": "mkdir -p dist && (echo '// built of sum.js' && cat sum.js) >dist/app.js"
                  }
                }
                """);
        write("npm/package-lock.json", """
                {"name": "app", "version": "1.0.0", "lockfileVersion": 3, "requires": true,
                 "packages": {"": {"name": "app", "version": "1.0.0"}}}
                """);
        write("npm/Dockerfile", "FROM scratch\nCOPY dist/app.js /\n");
        write("npm/sum.js", "module.exports = (a, b) => a + b;\n");
        write("npm/sum.test.js", """
                const test = require('node:test');
                const assert = require('node:assert');
                const sum = require('./sum.js');

                test('adds', () => assert.strictEqual(sum(1, 2), %s));
                test('adds nothing', () => assert.strictEqual(sum(1, 0), 1));
                """.formatted(sum));
    }

    private String taskhubBuild(String folder, String tag) {
        return "def r = taskhubBuild(image: '" + registry.address() + "/team/" + folder + "', " + CREDENTIALS
                + ", context: '" + folder + "', tool: '" + folder + "', builder: 'buildah', tag: '" + tag + "')\n"
                + "echo \"RESULT ${r.tests.total} ${r.tests.failed} ${r.digest}\"";
    }
}
