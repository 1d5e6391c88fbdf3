package io.jenkins.plugins.taskhub.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.taskhub.report.Report.Status;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

public class ReportOnBuildTest {

    private static final Instant THEN = Instant.parse("2026-11-20T08:00:00Z");

    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    private static WorkflowRun build(JenkinsRule r) throws Exception {
        WorkflowJob job = r.jenkins.getItemByFullName("job", WorkflowJob.class);
        if (job == null) {
            job = r.createProject(WorkflowJob.class, "job");
            job.setDefinition(new CpsFlowDefinition("int one = 1", true));
        }
        return r.assertBuildStatusSuccess(job.scheduleBuild2(0));
    }

    private static WorkflowRun build(JenkinsRule r, int number) {
        return r.jenkins.getItemByFullName("job", WorkflowJob.class).getBuildByNumber(number);
    }

    private static DeploymentRecord record(String environment, String tag, int build) {
        return new DeploymentRecord("app", "ns", environment, null, tag, build, THEN, "alice");
    }

    @Test
    public void reportsOfABuildAreStillThereAfterARestart() throws Throwable {
        sessions.then(r -> {
            WorkflowRun run = build(r);
            assertThat(ReportAction.of(run)).isEmpty();
            ReportAction.add(run, new Report("First <x>", Status.GOOD).fact("a", "b").diff("d", "+x\n")
                    .table("t", List.of("c"), List.of(List.of("cell"))).link("l", "https://example.com/"));
            ReportAction.add(run, new Report("Second", Status.FAILED));
        });
        sessions.then(r -> {
            WorkflowRun run = build(r, 1);
            assertThat(ReportAction.of(run)).extracting(Report::getHeadline)
                    .containsExactly("First <x>: done", "Second: failed");
            ReportAction action = run.getAction(ReportAction.class);
            assertThat(action.getRun()).isSameAs(run);
            assertThat(action.getUrlName()).isEqualTo("taskhub");
            assertThat(action.getDisplayName()).isEqualTo("Delivery report");
            assertThat(action.getHtml()).contains("First &lt;x&gt;").contains("<span class=\"taskhub-added\">+x</span>")
                    .contains("cell").contains("href=\"https://example.com/\"");
        });
    }

    @Test
    public void onlyTheNewestBuildsKeepTheirReportsWhereThatIsConfigured() throws Throwable {
        sessions.then(r -> {
            for (int number = 1; number <= 4; number++) {
                WorkflowRun run = build(r);
                if (number != 3) {
                    ReportAction.add(run, new Report("Report " + number, Status.GOOD));
                }
            }
            ReportAction.keepNewest(build(r, 4), 0);
            assertThat(ReportAction.of(build(r, 1))).hasSize(1);
            ReportAction.keepNewest(build(r, 4), 2);
            assertThat(ReportAction.of(build(r, 4))).hasSize(1);
            assertThat(ReportAction.of(build(r, 2))).hasSize(1);
        });
        sessions.then(r -> {
            assertThat(build(r, 1).getAction(ReportAction.class)).isNull();
            assertThat(ReportAction.of(build(r, 2))).hasSize(1);
        });
    }

    @Test
    public void whatIsSavedIsMadeOfOwnAndJdkClasses() throws Throwable {
        sessions.then(r -> {
            WorkflowRun run = build(r);
            ReportAction.add(run, new Report("t", Status.GOOD).fact("a", 1)
                    .table("t", List.of("c"), List.of(List.of("cell")))
                    .sortableTable("s", List.of("c"), List.of(List.of(Report.Cell.of("cell").sortedBy(1))))
                    .trend("n", List.of(new TrendPoint(THEN, "x", "x:1", 1, "pass", Map.of("a", 1))), "../../"));
            record("prod", "1", 1).keepWith(run);
            String xml = file(run, "build.xml") + file(run, "taskhub-reports.xml") + file(run, "taskhub-records.xml");
            assertThat(xml).contains("taskhub.report.Report").contains("taskhub.report.DeploymentRecord")
                    .doesNotContain("Immutable").doesNotContain("CollSer").doesNotContain("$$Lambda");
        });
    }

    private static String file(WorkflowRun run, String name) throws Exception {
        return Files.readString(run.getRootDir().toPath().resolve(name));
    }

    @Test
    public void aBuildIsLoadedWithoutWhatItsReportsHold() throws Throwable {
        sessions.then(r -> {
            WorkflowRun run = build(r);
            ReportAction.add(run, new Report("t", Status.GOOD).text("l", "a needle"));
            record("prod", "1", 1).keepWith(run);
            assertThat(file(run, "build.xml")).contains("ReportAction").doesNotContain("needle")
                    .doesNotContain("DeploymentRecord");
        });
    }

    @Test
    public void aReportTakesThePlaceOfTheOneThatHadOnlyBegun() throws Throwable {
        sessions.then(r -> {
            WorkflowRun run = build(r);
            ReportAction.add(run, new Report("Deployment", Status.BEGUN).fact("from", "1"));
            ReportAction.add(run, new Report("other", Status.GOOD));
            ReportAction.add(run, new Report("Deployment", Status.GOOD).fact("took", "3 s"));
            ReportAction.add(run, new Report("Deployment", Status.GOOD));
            assertThat(ReportAction.of(run)).extracting(Report::getHeadline)
                    .containsExactly("Deployment: done", "other: done", "Deployment: done");
            assertThat(run.getAction(ReportAction.class).getHtml()).containsSubsequence("<dt>from</dt>", "<dt>took</dt>");
        });
    }

    @Test
    public void reportsThatCannotBeReadAreSaidSoOnThePage() throws Throwable {
        sessions.then(r -> {
            WorkflowRun run = build(r);
            ReportAction.add(run, new Report("t", Status.GOOD));
            Files.writeString(run.getRootDir().toPath().resolve("taskhub-reports.xml"), "<list><broken");
            assertThat(run.getAction(ReportAction.class).getHtml()).contains("of this build cannot be read");
        });
    }

    @Test
    public void aTrendIsThatOfTheNewestBuildsAndOneNumberABuild() throws Throwable {
        sessions.then(r -> {
            for (int i = 1; i <= TrendPoint.MOST_BUILDS + 2; i++) {
                WorkflowRun run = build(r);
                new TrendPoint(THEN, "app", "app:1", i, "first", Map.of("a", 0)).keepWith(run);
                new TrendPoint(THEN, "other", "other:1", i, "other", Map.of("a", 9)).keepWith(run);
                new TrendPoint(THEN, "app", "app:1", i, "again", Map.of("a", i)).keepWith(run);
            }
        });
        sessions.then(r -> {
            List<TrendPoint> trend = TrendPoint.series(build(r, TrendPoint.MOST_BUILDS + 1), "app");
            assertThat(trend).hasSize(TrendPoint.MOST_BUILDS).extracting(TrendPoint::getOutcome).containsOnly("again");
            assertThat(trend.get(0).getBuild()).isEqualTo(2);
            assertThat(trend.get(0).getNumbers()).isEqualTo(Map.of("a", 2));
            assertThat(TrendPoint.series(build(r, 1), "nothing")).isEmpty();
        });
    }

    @Test
    public void whoMayNotReadTheJobSeesNoReport() throws Throwable {
        sessions.then(r -> {
            WorkflowRun run = build(r);
            ReportAction.add(run, new Report("t", Status.GOOD));
            r.jenkins.setSecurityRealm(r.createDummySecurityRealm());
            r.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.READ).everywhere().toEveryone().grant(Item.READ).everywhere().to("alice"));
            ReportAction action = run.getAction(ReportAction.class);
            try (ACLContext as = ACL.as(User.getById("bob", true))) {
                assertThat(action.getIconFileName()).isNull();
                assertThatThrownBy(action::getHtml).isInstanceOf(AccessDeniedException3.class);
            }
            try (ACLContext as = ACL.as(User.getById("alice", true))) {
                assertThat(action.getIconFileName()).isNotNull();
                assertThat(action.getHtml()).contains("taskhub-report");
            }
        });
    }

    @Test
    public void theNewestDeploymentOfAnEnvironmentIsFoundInEarlierBuilds() throws Throwable {
        sessions.then(r -> {
            WorkflowRun first = build(r);
            record("prod", "0.1.0", 1).keepWith(first);
            record("prod", "0.1.1", 1).keepWith(first);
            record("dev", "0.2.0", 2).keepWith(build(r));
            build(r);
        });
        sessions.then(r -> {
            WorkflowRun last = build(r, 3);
            assertThat(DeploymentRecord.newest(last, "prod")).get()
                    .extracting(found -> found.deployment().getToTag()).isEqualTo("0.1.1");
            assertThat(DeploymentRecord.newest(last, "dev")).get()
                    .extracting(DeploymentRecord.OfBuild::number).isEqualTo(2);
            assertThat(DeploymentRecord.newest(last, "stage")).isEmpty();
            assertThat(DeploymentRecord.newest(build(r, 1), "dev")).as("a later build has made it so").isPresent();
        });
    }

    @Test
    public void aDeploymentByAJobBesideThisOneCountsWhereItIsOfTheSameRelease() throws Throwable {
        sessions.then(r -> {
            WorkflowRun asking = build(r);
            WorkflowJob beside = r.createProject(WorkflowJob.class, "beside");
            beside.setDefinition(new CpsFlowDefinition("int one = 1", true));
            WorkflowRun back = r.buildAndAssertSuccess(beside);
            deployment("app", "prod", "0.1.0", 4).keepWith(back);
            assertThat(running(asking)).isEqualTo("app 0.1.0 since 4 hours (beside, build 1)");
            deployment("app", "prod", "0.1.1", 5).keepWith(asking);
            assertThat(running(asking)).as("newer").isEqualTo("0.1.1 since 3 hours (build 1)");
            deployment("app", "prod", "0.1.0", 6).keepWith(back);
            assertThat(running(asking)).as("newer again").isEqualTo("app 0.1.0 since 2 hours (beside, build 1)");
            deployment("other", "prod", "7", 7).keepWith(back);
            assertThat(running(asking)).as("another release").isEqualTo("app 0.1.0 since 2 hours (beside, build 1)");
        });
    }

    @Test
    public void jobsThatTheBuildsUserMayNotSeeCountToo() throws Throwable {
        sessions.then(r -> {
            WorkflowRun asking = build(r);
            WorkflowJob beside = r.createProject(WorkflowJob.class, "beside");
            beside.setDefinition(new CpsFlowDefinition("int one = 1", true));
            deployment("app", "prod", "0.1.0", 5).keepWith(r.buildAndAssertSuccess(beside));
            r.jenkins.setSecurityRealm(r.createDummySecurityRealm());
            r.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere()
                    .toEveryone());
            try (ACLContext as = ACL.as(User.getById("bob", true))) {
                assertThat(r.jenkins.getItems()).isEmpty();
                assertThat(running(asking)).isEqualTo("app 0.1.0 since 3 hours (beside, build 1)");
            }
        });
    }

    private static DeploymentRecord deployment(String release, String environment, String tag, int hour) {
        Instant at = THEN.plus(Duration.ofHours(hour));
        return new DeploymentRecord(release, "ns", environment, null, tag, 1, at, "alice");
    }

    private static String running(WorkflowRun asking) {
        return DeploymentRecord.newest(asking, "prod").orElseThrow().describe(THEN.plus(Duration.ofHours(8)), asking);
    }

    @Test
    public void aDeploymentIsDescribedWithItsAge() throws Throwable {
        sessions.then(r -> {
            WorkflowRun run = build(r);
            record("prod", "0.1.1", 41).keepWith(run);
            assertThat(described(run, 75 * 3600)).isEqualTo("0.1.1 since 3 days (build 1)");
            assertThat(described(run, 5 * 3600)).isEqualTo("0.1.1 since 5 hours (build 1)");
            assertThat(described(run, 60)).isEqualTo("0.1.1 since 1 minute (build 1)");
            assertThat(described(run, 0)).isEqualTo("0.1.1 since less than a minute (build 1)");
            WorkflowRun later = build(r);
            new DeploymentRecord("app", "ns", "prod", null, null, 3, THEN.plusSeconds(1), "alice").keepWith(later);
            assertThat(described(later, 1)).isEqualTo("revision 3 since less than a minute (build 2)");
        });
    }

    private static String described(WorkflowRun run, int seconds) {
        return DeploymentRecord.newest(run, "prod").orElseThrow().describe(THEN.plusSeconds(seconds), run);
    }
}
