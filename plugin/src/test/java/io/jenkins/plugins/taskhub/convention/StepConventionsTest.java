package io.jenkins.plugins.taskhub.convention;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.convention.Sources.StepType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

public class StepConventionsTest {

    private static final List<StepType> STEPS = Sources.steps();
    private static final Pattern FIELD = Pattern.compile("\\bfield=\"(\\w+)\"");
    /** Lists of maps, for which a form has no field. */
    private static final Set<String> ONLY_IN_A_JENKINSFILE = Set.of("images");
    private static final List<String> HEADINGS =
            List.of("## Smallest example", "## Parameters", "## Result", "## Needs", "## Failures",
                    "## After a restart of the controller");

    @Test
    public void thereAreSteps() {
        assertThat(STEPS).extracting(StepType::name).contains("confirmProd").doesNotHaveDuplicates();
    }

    @Test
    public void everyStepAndEveryParameterHasHelpAndNoHelpIsLeftOver() throws IOException {
        for (StepType step : STEPS) {
            Set<String> wanted = new TreeSet<>(Set.of("help.html"));
            step.parameters().forEach(parameter -> wanted.add("help-" + parameter + ".html"));
            assertThat(files(step.resources(), "help.*\\.html")).as(step.name()).isEqualTo(wanted);
            for (String help : wanted) {
                String text = Sources.read(step.resources().resolve(help));
                assertThat(text.replaceAll("<[^>]*>", "").strip()).as(step.name() + " " + help).hasSizeGreaterThan(10);
                assertThat(text).as(step.name() + " " + help).doesNotContainPattern("(?i)<(script|style)|\\son\\w+=");
            }
        }
    }

    @Test
    public void theFormOfEveryStepShowsItsParametersAndNothingElse() {
        String cluster = Sources.read(Sources.MODULE.resolve("src/main/resources/io/jenkins/plugins/taskhub/form/cluster.jelly"));
        for (StepType step : STEPS) {
            String form = Sources.read(step.resources().resolve("config.jelly")).replace("<t:cluster/>", cluster);
            List<String> shown = FIELD.matcher(form).results().map(match -> match.group(1)).toList();
            Set<String> wanted = new TreeSet<>(step.parameters());
            wanted.removeAll(ONLY_IN_A_JENKINSFILE);
            assertThat(shown).as(step.name()).containsExactlyInAnyOrderElementsOf(wanted);
        }
    }

    @Test
    public void thePageOfEveryStepNamesEveryParameterAndHasEverySection() {
        for (StepType step : STEPS) {
            String page = Sources.read(step.page());
            assertThat(step.parameters()).as(step.name())
                    .allSatisfy(parameter -> assertThat(page).contains("`" + parameter + "`"));
            assertThat(page.lines().toList()).as(step.name()).containsAll(HEADINGS);
        }
    }

    @Test
    public void thePageOfEveryStepSaysWhatIsInTheResult() {
        for (StepType step : STEPS) {
            String result = Sources.read(step.page()).replaceFirst("(?s).*\n## Result\n", "")
                    .replaceFirst("(?s)\n## .*", "");
            assertThat(result).as(step.name()).containsPattern("`[a-z]\\w*`");
        }
    }

    @Test
    public void everyPageIsThatOfAStep() throws IOException {
        assertThat(files(Sources.ROOT.resolve("docs/steps"), ".*\\.md"))
                .isEqualTo(STEPS.stream().map(step -> step.name() + ".md").collect(Collectors.toSet()));
    }

    @Test
    public void aStepClassIsConfigurationOnly() {
        for (StepType step : STEPS) {
            assertThat(Sources.lines(step.source())).as(step.name()).isLessThanOrEqualTo(150);
        }
    }

    @Test
    public void noVariableOfTheLibraryHidesAStep() throws IOException {
        Set<String> variables = files(Sources.ROOT.resolve("vars"), ".*\\.groovy").stream()
                .map(file -> file.replaceFirst("\\.groovy$", "")).collect(Collectors.toSet());
        assertThat(variables).isNotEmpty().doesNotContainAnyElementsOf(STEPS.stream().map(StepType::name).toList());
    }

    private static Set<String> files(Path folder, String pattern) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.matches(pattern))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
