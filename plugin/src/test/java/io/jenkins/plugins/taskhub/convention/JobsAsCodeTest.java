package io.jenkins.plugins.taskhub.convention;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.convention.Jobs.Declared;
import io.jenkins.plugins.taskhub.convention.Jobs.Folder;
import io.jenkins.plugins.taskhub.convention.Jobs.Job;
import io.jenkins.plugins.taskhub.convention.Jobs.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/** The jobs are written down three times, for Job DSL, as config.xml and in their Jenkinsfiles: all three say the same. */
public class JobsAsCodeTest {

    private static final Folder FOLDER = Jobs.ofJobDsl(Map.of("TASKHUB_REPOSITORY", "@REPOSITORY@",
            "TASKHUB_REPOSITORY_ID", "@REPOSITORY_ID@", "TASKHUB_BRANCH", "@BRANCH@"));
    private static final Map<String, Declared> JENKINSFILES = Jobs.ofJenkinsfiles();
    private static final Path XML = Jobs.JENKINS.resolve("config-xml");
    private static final List<String> START = List.of("Job/Read", "Job/Discover", "Job/Build", "Job/Cancel");

    @Test
    public void everyJenkinsfileHasItsJob() {
        assertThat(FOLDER.jobs()).extracting(Job::name).containsExactlyInAnyOrderElementsOf(JENKINSFILES.keySet());
        assertThat(FOLDER.jobs()).hasSizeGreaterThan(8).allSatisfy(job -> assertThat(job.script())
                .isEqualTo("jenkinsfiles/" + job.name().replace("taskhub-", "") + ".Jenkinsfile"));
    }

    @Test
    public void aJobAsksStartsAndKeepsAsItsJenkinsfileSays() {
        for (Job job : FOLDER.jobs()) {
            assertThat(job.declared()).as(job.name()).isEqualTo(JENKINSFILES.get(job.name()));
        }
    }

    @Test
    public void whatIsPushedToDevelopStartsAppCiAlone() {
        assertThat(FOLDER.jobs().stream().filter(job -> job.declared().triggers().contains("pollSCM:")))
                .extracting(Job::name, Job::branch).containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "taskhub-app-ci", "*/develop"));
        assertThat(FOLDER.jobs().stream().filter(job -> !job.name().equals("taskhub-app-ci")))
                .allSatisfy(job -> assertThat(job.branch()).isEqualTo("*/@BRANCH@"));
    }

    @Test
    public void onlyReleaseManagersStartWhatChangesProdWithoutAPromptOrThePlatform() {
        assertThat(FOLDER.grants().groups()).containsOnlyKeys("developers", "release-managers");
        for (Job job : FOLDER.jobs()) {
            if (List.of("taskhub-deploy-prod", "taskhub-platform-deploy").contains(job.name())) {
                assertThat(job.grants().inherits()).as(job.name()).isFalse();
                assertThat(job.grants().groups()).as(job.name()).isEqualTo(Map.of(
                        "developers", List.of("Job/Read", "Job/Discover"), "release-managers", START));
            } else {
                assertThat(job.grants().groups()).as(job.name()).isEmpty();
            }
        }
    }

    /** Mend a difference by copying target/config-xml over infra/jenkins/config-xml. */
    @Test
    public void theXmlIsThatOfJobDsl() throws IOException {
        Path made = Files.createDirectories(Sources.MODULE.resolve("target/config-xml"));
        Map<String, String> wanted = ConfigXml.of(FOLDER);
        for (Map.Entry<String, String> file : wanted.entrySet()) {
            Files.writeString(made.resolve(file.getKey() + ".xml"), file.getValue());
        }
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(XML)) {
            files.forEach(file -> found.put(file.getFileName().toString().replaceFirst("\\.xml$", ""),
                    Sources.read(file)));
        }
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    public void thePageOfTheJobsNamesEveryJobWithItsParameters() {
        String page = Sources.read(Sources.ROOT.resolve("docs/jobs.md"));
        for (Job job : FOLDER.jobs()) {
            String names = job.declared().parameters().stream().map(Parameter::name)
                    .map(name -> "`" + name + "`").collect(Collectors.joining(", "));
            assertThat(page.lines()).as(job.name()).anyMatch(line -> line.startsWith("| `" + job.name() + "` |")
                    && line.contains("| " + (names.isEmpty() ? "none" : names) + " |"));
        }
    }

    @Test
    public void thePluginsArePinnedInOrderAndHoldWhatThePluginNeeds() {
        List<String> lines = Sources.read(Jobs.JENKINS.resolve("plugins.txt")).lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        assertThat(lines).allMatch(line -> line.matches("[a-z0-9-]+:[0-9][0-9A-Za-z._-]*")).isSorted();
        TreeSet<String> ids = lines.stream().map(line -> line.replaceFirst(":.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ids).hasSameSizeAs(lines).contains("cloudbees-folder", "configuration-as-code",
                "credentials-binding", "git", "job-dsl", "junit", "kubernetes", "matrix-auth", "pipeline-build-step",
                "pipeline-groovy-lib", "pipeline-model-definition", "workflow-basic-steps",
                "workflow-durable-task-step", "workflow-job");
        assertThat(Sources.read(Sources.MODULE.resolve("pom.xml")).lines()
                .filter(line -> line.contains("<hpi.dependencies>"))
                .flatMap(line -> Stream.of(line.replaceAll(".*<hpi.dependencies>|</hpi.dependencies>.*", "").split(",")))
                .map(line -> line.replaceFirst(":.*", ""))).isNotEmpty().allMatch(ids::contains);
    }
}
