package io.jenkins.plugins.taskhub.convention;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration;
import io.jenkins.plugins.taskhub.step.Engine;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.Test;

public class ArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.taskhub.";
    private static final String[] KERNEL =
            {ROOT + "cli..", ROOT + "config..", ROOT + "credentials..", ROOT + "kubernetes..", ROOT + "registry..",
                ROOT + "report..", ROOT + "step.."};
    private static final String[] FEATURES =
            {ROOT + "approval..", ROOT + "helm..", ROOT + "image..", ROOT + "postgres..", ROOT + "scan..",
                ROOT + "terraform.."};

    /** Where Pipeline types are at home: steps, their executions, and what gives these Jenkins' side of things. */
    private static final String PIPELINE_CLASSES = ".*(Step|StepDescriptor|Execution|Ports|Prompt)(\\$.*)?";

    @Test
    public void packagesDependAsTheDiagramDraws() {
        classes().should(adhereToPlantUmlDiagram(Sources.ROOT.resolve("docs/architecture/packages.puml"),
                Configuration.consideringOnlyDependenciesInDiagram())).check(Sources.CLASSES);
    }

    @Test
    public void theDiagramDrawsEveryPackage() {
        String diagram = Sources.read(Sources.ROOT.resolve("docs/architecture/packages.puml"));
        Set<String> packages = Sources.CLASSES.stream().map(one -> one.getPackageName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages).isNotEmpty().allSatisfy(name -> assertThat(diagram).contains("<<" + name + "..>>"));
    }

    @Test
    public void theKernelKnowsNoFeature() {
        noClasses().that().resideInAnyPackage(KERNEL).should().dependOnClassesThat().resideInAnyPackage(FEATURES)
                .check(Sources.CLASSES);
    }

    @Test
    public void featuresKnowNoOther() {
        for (String feature : FEATURES) {
            for (String other : FEATURES) {
                if (!feature.equals(other)) {
                    noClasses().that().resideInAPackage(feature).should().dependOnClassesThat()
                            .resideInAPackage(other).check(Sources.CLASSES);
                }
            }
        }
    }

    @Test
    public void enginesAreFreeOfPipelineAndWebTypes() {
        classes().that().implement(Engine.class).should().onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.jenkinsci.plugins.workflow..", "org.kohsuke.stapler..")
                .check(Sources.CLASSES);
    }

    @Test
    public void pipelineTypesStayInStepsAndTheirExecutions() {
        noClasses().that().haveNameNotMatching(PIPELINE_CLASSES).should().dependOnClassesThat()
                .resideInAPackage("org.jenkinsci.plugins.workflow..").check(Sources.CLASSES);
    }

    /** The plugin runs where Embedded Jenkins is not. */
    @Test
    public void nothingOfThePluginKnowsEmbeddedJenkins() {
        noClasses().should().dependOnClassesThat().resideInAPackage(ROOT + "embedded..").check(Sources.CLASSES);
    }

    @Test
    public void onlyOneClassStartsProcesses() {
        noClasses().that().resideOutsideOfPackage(ROOT + "cli..").should().dependOnClassesThat()
                .resideInAPackage("org.jenkinsci.plugins.durabletask..").check(Sources.CLASSES);
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.lang.ProcessBuilder")
                .check(Sources.CLASSES);
    }
}
