package io.jenkins.plugins.taskhub.embedded.declarative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.junit.Test;

public class DeclarativeValidationTest {
    private static final String STAGES = "stages { stage('A') { steps { echo 'a' } } }";

    @Test
    public void acceptsEverySectionThatIsKnown() {
        assertThat(problems("""
                pipeline {
                    agent { node { label 'linux'; customWorkspace 'w' } }
                    parameters {
                        string name: 'TAG', defaultValue: 'x', description: 'd'
                        text(name: 'NOTES')
                        booleanParam name: 'SURE', defaultValue: false
                        choice name: 'WHERE', choices: ['dev', 'prod']
                        password name: 'SECRET', defaultValue: ''
                    }
                    environment { A = 'a'; B = "${A}/b"; C = credentials('id') }
                    options {
                        timeout(time: 2, unit: 'HOURS'); disableConcurrentBuilds(); skipDefaultCheckout()
                        buildDiscarder(logRotator(numToKeepStr: '5')); retry(2); timestamps()
                        parallelsAlwaysFailFast(); skipStagesAfterUnstable(); lock('x')
                    }
                    triggers { cron('H * * * *'); pollSCM('H/5 * * * *'); upstream(upstreamProjects: 'a') }
                    libraries { lib('taskhub@main') }
                    stages {
                        stage('One') {
                            agent none
                            when {
                                beforeAgent true
                                branch 'main'
                                anyOf { environment name: 'A', value: 'a'; not { expression { false } } }
                                allOf { equals expected: 1, actual: 1; triggeredBy 'UserIdCause' }
                            }
                            input { message 'Go?'; ok 'Yes'; submitter 'me'; parameters { string name: 'WHY' } }
                            options { timeout(time: 1, unit: 'MINUTES') }
                            environment { D = 'd' }
                            steps { echo 'x'; script { def y = 1; echo "$y" } }
                            post { always { echo 'done' } }
                        }
                        stage('Two') {
                            failFast true
                            parallel {
                                stage('P1') { steps { echo '1' } }
                                stage('P2') { stages { stage('N') { steps { echo '2' } } } }
                            }
                        }
                    }
                    post {
                        always { echo '1' }; changed { echo '2' }; fixed { echo '3' }; regression { echo '4' }
                        aborted { echo '5' }; failure { echo '6' }; success { echo '7' }; unstable { echo '8' }
                        unsuccessful { echo '9' }; cleanup { echo '10' }
                    }
                }
                """)).isEmpty();
    }

    @Test
    public void refusesMatrixByNameWithItsLine() {
        assertThat(problems("""
                pipeline {
                    agent any
                    stages {
                        stage('A') {
                            matrix { axes { } }
                        }
                    }
                }
                """)).containsExactly("5: line 5: 'matrix' is not part of Embedded Jenkins; write the cells as stages of"
                        + " parallel { … }");
    }

    @Test
    public void refusesToolsInThePipelineAndInAStage() {
        assertThat(problems("""
                pipeline {
                    agent any
                    tools { maven 'm3' }
                    stages {
                        stage('A') {
                            tools { jdk 'j17' }
                            steps { echo 'a' }
                        }
                    }
                }
                """)).hasSize(2).allMatch(problem -> problem.contains("'tools' is not part of Embedded Jenkins"))
                .anyMatch(problem -> problem.startsWith("3: line 3")).anyMatch(problem -> problem.startsWith("6: "));
    }

    @Test
    public void refusesAgentsThatNeedOtherPlugins() {
        assertThat(problems("pipeline {\n agent { docker 'maven' }\n " + STAGES + "\n}"))
                .containsExactly("2: line 2: 'agent docker' is not part of Embedded Jenkins; use agent any, none or label");
        assertThat(problems("pipeline {\n agent { kubernetes { yaml '' } }\n " + STAGES + "\n}"))
                .singleElement().asString().contains("'agent kubernetes'");
    }

    @Test
    public void refusesConditionsThatNeedAHistoryOfChanges() {
        assertThat(problems(stage("when { changeset '*.java' }"))).singleElement().asString()
                .startsWith("4: line 4: 'when changeset' is not part of Embedded Jenkins");
    }

    @Test
    public void offersTheNearestNameOfAnUnknownSection() {
        assertThat(problems("pipeline {\n agent any\n " + STAGES + "\n stagse { }\n}"))
                .containsExactly("4: Unknown pipeline section \"stagse\". Did you mean stages?");
        assertThat(problems(stage("enviroment { A = 'a' }")))
                .containsExactly("4: Unknown stage section \"enviroment\". Did you mean environment?");
        assertThat(problems(stage("when { brnach 'main' }")))
                .containsExactly("4: Unknown when condition \"brnach\". Did you mean branch?");
        assertThat(problems(stage("post { allways { echo '' } }")))
                .containsExactly("4: Unknown post condition \"allways\". Did you mean always?");
        assertThat(problems("pipeline {\n agent any\n options { timout(1) }\n " + STAGES + "\n}"))
                .containsExactly("3: Unknown option type \"timout\". Did you mean timeout?");
        assertThat(problems("pipeline {\n agent any\n parameters { sting(name: 'A') }\n " + STAGES + "\n}"))
                .containsExactly("3: Unknown parameter type \"sting\". Did you mean string?");
        assertThat(problems("pipeline {\n agent any\n parameters { string(nmae: 'A') }\n " + STAGES + "\n}"))
                .contains("3: Unknown parameter of string \"nmae\". Did you mean name?");
        assertThat(problems("pipeline {\n agent any\n triggers { corn('x') }\n " + STAGES + "\n}"))
                .containsExactly("3: Unknown trigger type \"corn\". Did you mean cron?");
        assertThat(problems("pipeline {\n agent ayn\n " + STAGES + "\n}"))
                .containsExactly("2: Unknown agent type \"ayn\". Did you mean any?");
    }

    @Test
    public void asksForWhatIsMissing() {
        assertThat(problems("pipeline {\n}")).containsExactlyInAnyOrder(
                "1: Missing required section \"stages\"", "1: Missing required section \"agent\"");
        assertThat(problems("pipeline {\n agent any\n stages {\n stage('A') {\n }\n }\n}"))
                .containsExactly("4: Expected one of \"steps\", \"stages\", or \"parallel\" for stage \"A\"");
        assertThat(problems(stage("input { ok 'x' }")))
                .containsExactly("4: Missing required parameter for input: message");
        assertThat(problems("pipeline {\n agent { node { customWorkspace 'x' } }\n " + STAGES + "\n}"))
                .containsExactly("2: Missing required parameter for agent type \"node\": label");
    }

    @Test
    public void refusesGroovyThatIsNoStepOutsideScript() {
        assertThat(problems("pipeline {\n agent any\n stages { stage('A') { steps {\n if (true) { echo 'a' }\n } } }\n}"))
                .containsExactly("4: Expected a step; other Groovy code goes into script { … }");
        assertThat(problems("pipeline {\n agent any\n stages { stage('A') { steps {\n foo.bar()\n } } }\n}"))
                .containsExactly("4: Method calls on objects not allowed outside \"script\" blocks.");
        assertThat(problems("pipeline {\n agent any\n stages { stage('A') { steps { dir('x') {\n def a = 1\n } } } }\n}"))
                .singleElement().asString().startsWith("4: Expected a step");
    }

    @Test
    public void refusesWhatIsThereTwice() {
        assertThat(problems("pipeline {\n agent any\n agent none\n " + STAGES + "\n}"))
                .containsExactly("3: Multiple occurrences of the agent section");
        assertThat(problems("pipeline {\n agent any\n stages {\n stage('A') { steps { echo '' } }\n"
                + " stage('A') { steps { echo '' } }\n }\n}")).containsExactly("5: Duplicate stage name: \"A\"");
        assertThat(problems("pipeline {\n agent any\n environment { A = 'a'\n A = 'b' }\n " + STAGES + "\n}"))
                .containsExactly("4: Duplicate environment variable name: \"A\"");
        assertThat(problems("pipeline {\n agent any\n " + STAGES + "\n}\npipeline {\n agent any\n " + STAGES + "\n}"))
                .containsExactly("5: Only one \"pipeline { … }\" block can be executed in a single run.");
    }

    @Test
    public void refusesVariablesThatNeedEachOther() {
        assertThat(problems("pipeline {\n agent any\n environment { A = \"$B\"; B = \"$A\" }\n " + STAGES + "\n}"))
                .isNotEmpty().first().asString().startsWith("3: Environment variables that need each other: A, B");
    }

    @Test
    public void leavesScriptedPipelinesAlone() {
        assertThat(problems("node { stage('A') { if (true) { echo 'a' } } }")).isEmpty();
    }

    private static String stage(String section) {
        return "pipeline {\n agent any\n stages { stage('A') {\n" + section + "\n steps { echo 'a' } } }\n}";
    }

    /** What is wrong, each with the line in front. */
    private static List<String> problems(String script) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.addCompilationCustomizers(new DeclarativeTransformation());
        CompilationUnit unit = new CompilationUnit(configuration);
        unit.addSource("Jenkinsfile", script);
        try {
            unit.compile(Phases.CONVERSION);
            return List.of();
        } catch (MultipleCompilationErrorsException e) {
            List<?> errors = e.getErrorCollector().getErrors();
            return errors.stream().map(error -> ((SyntaxErrorMessage) error).getCause())
                    .map(cause -> cause.getStartLine() + ": " + cause.getOriginalMessage()).toList();
        }
    }
}
