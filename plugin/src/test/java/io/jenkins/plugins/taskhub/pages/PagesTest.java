package io.jenkins.plugins.taskhub.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.taskhub.report.ApprovalRecord;
import io.jenkins.plugins.taskhub.report.BackupRecord;
import io.jenkins.plugins.taskhub.report.BuildRecords;
import io.jenkins.plugins.taskhub.report.DeploymentRecord;
import io.jenkins.plugins.taskhub.report.DeploymentRecord.Outcome;
import io.jenkins.plugins.taskhub.report.HtmlRenderer;
import io.jenkins.plugins.taskhub.report.PlatformRecord;
import io.jenkins.plugins.taskhub.report.PlatformRecord.Kind;
import io.jenkins.plugins.taskhub.report.TrendPoint;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

public class PagesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
    private static final String DIGEST = "sha256:" + "9f2c".repeat(16);

    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    private static Folder folder(JenkinsRule r) throws Exception {
        Folder folder = r.jenkins.getItemByFullName("Platform", Folder.class);
        return folder != null ? folder : r.jenkins.createProject(Folder.class, "Platform");
    }

    private static Run<?, ?> build(JenkinsRule r, String name) throws Exception {
        WorkflowJob job = r.jenkins.getItemByFullName("Platform/" + name, WorkflowJob.class);
        if (job == null) {
            job = folder(r).createProject(WorkflowJob.class, name);
            job.setDefinition(new CpsFlowDefinition("int one = 1", true));
        }
        return r.buildAndAssertSuccess(job);
    }

    private static Instant hoursAgo(int hours) {
        return NOW.minus(Duration.ofHours(hours));
    }

    private static DeploymentRecord deployment(String environment, String from, String to, int hoursAgo) {
        return new DeploymentRecord("task-service", environment, environment, from, to, 3, hoursAgo(hoursAgo), "alice")
                .ended(Outcome.DEPLOYED, 75).ofImage("registry/app:" + to, DIGEST);
    }

    private static String page(Item item) {
        var page = ((hudson.model.Actionable) item).getAction(Page.class);
        return HtmlRenderer.fragment(page.reports(NOW)).replaceAll("<[^>]*>", "|").replaceAll("\\|+", "|");
    }

    private static String html(Item item) {
        return HtmlRenderer.fragment(((hudson.model.Actionable) item).getAction(Page.class).reports(NOW));
    }

    @Test
    public void aJobAndAFolderWithoutRecordsHaveNoPage() throws Throwable {
        sessions.then(r -> {
            Run<?, ?> run = build(r, "plain");
            assertThat(run.getParent().getAction(Page.class)).isNull();
            assertThat(folder(r).getAction(Page.class)).isNull();
        });
    }

    @Test
    public void theFolderSaysWhatRunsWhereSinceWhenAndWhoApproved() throws Throwable {
        sessions.then(r -> {
            Run<?, ?> prod = build(r, "deploy-prod");
            BuildRecords.add(prod, new ApprovalRecord(hoursAgo(5), Map.of("environment", "prod", "tag", "0.1.1",
                    "approvedBy", new ArrayList<>(List.of("rm-1", "rm-2")), "digest", DIGEST)));
            BuildRecords.add(prod, deployment("prod", "0.1.0", "0.1.1", 4));
            BuildRecords.add(build(r, "deploy-dev"), deployment("dev", null, "0.2.0", 50));
            BuildRecords.add(build(r, "deploy-dev"), deployment("dev", "0.2.0", "0.3.0", 1));
        });
        sessions.then(r -> assertThat(page(folder(r)))
                .contains("|dev|task-service|0.3.0|sha256:9f2c9f2c9f2c…|60 minutes ago|2026-11-20 19:00:00 UTC|alice|"
                        + "deploy-dev #2|not known|nothing|")
                .contains("|prod|task-service|0.1.1|sha256:9f2c9f2c9f2c…|4 hours ago|2026-11-20 16:00:00 UTC|alice|"
                        + "approved by rm-1, rm-2|deploy-prod #1|")
                .doesNotContain("|0.2.0|"));
        sessions.then(r -> assertThat(html(folder(r))).contains("href=\"../job/deploy-prod/1/\"")
                .contains(">What runs</h2>"));
    }

    @Test
    public void aBuildThatIsDeletedIsForgotten() throws Throwable {
        sessions.then(r -> {
            BuildRecords.add(build(r, "deploy-dev"), deployment("dev", null, "0.2.0", 9));
            Run<?, ?> newer = build(r, "deploy-dev");
            BuildRecords.add(newer, deployment("dev", "0.2.0", "0.3.0", 1));
            assertThat(page(folder(r))).contains("|0.3.0|");
            newer.delete();
            assertThat(page(folder(r))).contains("|0.2.0|").doesNotContain("0.3.0");
        });
    }

    @Test
    public void aDeploymentThatFailedAfterwardsIsToBeLookedAt() throws Throwable {
        sessions.then(r -> {
            BuildRecords.add(build(r, "deploy-prod"), deployment("prod", "0.1.0", "0.1.1", 4));
            BuildRecords.add(build(r, "deploy-prod"),
                    deployment("prod", "0.1.1", "0.1.2", 3).ended(Outcome.RETURNED, 9));
            assertThat(page(folder(r))).contains("|0.1.1|").doesNotContain("failed");
            BuildRecords.add(build(r, "deploy-prod"), deployment("prod", "0.1.1", "0.1.3", 2).ended(Outcome.FAILED, 9));
            assertThat(page(folder(r))).contains("|0.1.1|").contains("|0.1.3 failed after it: deploy-prod #3|");
        });
    }

    @Test
    public void theNewestScanOfWhatRunsStandsBesideIt() throws Throwable {
        sessions.then(r -> {
            BuildRecords.add(build(r, "deploy-prod"), deployment("prod", null, "0.1.1", 4));
            scan(r, "registry/app:0.1.1", 30, Map.of("CRITICAL", 1));
            scan(r, "registry/app@" + DIGEST, 6, Map.of("HIGH", 2));
            scan(r, "registry/app:0.1.2", 5, Map.of("HIGH", 9));
            assertThat(page(folder(r))).contains("|pass, 2 HIGH|6 hours ago, app-ci #2|");
        });
    }

    private static void scan(JenkinsRule r, String subject, int hoursAgo, Map<String, Integer> numbers) throws Exception {
        Run<?, ?> run = build(r, "app-ci");
        new TrendPoint(hoursAgo(hoursAgo), "app", subject, run.getNumber(), "pass", numbers).keepWith(run);
    }

    @Test
    public void theLastVerifiedBackupOfEachNamespaceHasItsAgeAndAWarningWhenItIsOld() throws Throwable {
        sessions.then(r -> {
            BuildRecords.add(build(r, "backup"), backup("dev", "old", 40, true));
            BuildRecords.add(build(r, "backup"), backup("prod", "good", 2, true));
            BuildRecords.add(build(r, "backup"), backup("prod", "unsure", 1, false));
            BuildRecords.add(build(r, "backup"), backup("test", "never", 1, false));
            assertThat(page(folder(r))).contains("|dev|40 hours ago|2026-11-19 04:00:00 UTC|too old|old.dump|3.1 MB|")
                    .contains("|prod|2 hours ago|2026-11-20 18:00:00 UTC|fresh|good.dump|3.1 MB|")
                    .contains("|test|none verified|").doesNotContain("unsure");
            assertThat(html(folder(r))).contains("<span class=\"taskhub-status taskhub-warning\">too old</span>")
                    .contains("Backups <span class=\"taskhub-status taskhub-warning\">");
        });
    }

    private static BackupRecord backup(String namespace, String file, int hoursAgo, boolean verified) {
        return new BackupRecord(hoursAgo(hoursAgo), namespace, "taskdb", file + ".dump", 3_100_000, verified, true, 6);
    }

    @Test
    public void driftIsAWarningUntilThePlatformIsAppliedAgain() throws Throwable {
        sessions.then(r -> {
            BuildRecords.add(build(r, "platform"), new PlatformRecord(hoursAgo(9), "dev", Kind.APPLY, 4, "4 to add"));
            BuildRecords.add(build(r, "drift"), new PlatformRecord(hoursAgo(5), "dev", Kind.DRIFT, 1, "1 changed outside"));
            String drifted = "<span class=\"taskhub-status taskhub-warning\">1 changed outside</span>";
            assertThat(html(folder(r))).contains(drifted);
            BuildRecords.add(build(r, "platform"), new PlatformRecord(hoursAgo(1), "dev", Kind.APPLY, 1, "1 to add"));
            assertThat(html(folder(r))).doesNotContain(drifted);
            assertThat(page(folder(r))).contains("|dev|60 minutes ago|2026-11-20 19:00:00 UTC|1 to add|platform #2|"
                    + "5 hours ago|2026-11-20 15:00:00 UTC|1 changed outside|drift #1|");
        });
    }

    @Test
    public void theJobListsDeploymentsWithDurationsAndApprovers() throws Throwable {
        sessions.then(r -> {
            BuildRecords.add(build(r, "deploy-prod"), deployment("prod", null, "0.1.0", 9));
            Run<?, ?> second = build(r, "deploy-prod");
            BuildRecords.add(second, new ApprovalRecord(hoursAgo(5), Map.of("environment", "prod", "tag", "0.1.1",
                    "approvedBy", new ArrayList<>(List.of("rm-1")))));
            BuildRecords.add(second, deployment("prod", "0.1.0", "0.1.1", 4).ended(Outcome.RETURNED, 9));
            assertThat(page(second.getParent())).containsSubsequence(
                    "#2|4 hours ago|2026-11-20 16:00:00 UTC|prod|task-service|0.1.0|0.1.1|sha256:9f2c9f2c9f2c…|"
                            + "9 s|failed, taken back|alice|approved by rm-1|",
                    "#1|9 hours ago|2026-11-20 11:00:00 UTC|prod|task-service|0.1.0|sha256",
                    "|1 min 15 s|deployed|alice|");
            assertThat(html(second.getParent())).contains("href=\"../2/\"");
        });
    }

    @Test
    public void theJobShowsTheTrendOfItsFindings() throws Throwable {
        sessions.then(r -> {
            scan(r, "registry/app:1", 9, Map.of("HIGH", 3));
            scan(r, "registry/app:2", 1, Map.of("HIGH", 1));
            assertThat(html(r.jenkins.getItemByFullName("Platform/app-ci"))).contains("<svg ")
                    .containsSubsequence("<title>#1: 3 HIGH</title>", "<title>#2: 1 HIGH</title>")
                    .contains("href=\"../2/taskhub/\"");
        });
    }

    @Test
    public void whatAReaderMayNotSeeIsNotOnThePage() throws Throwable {
        sessions.then(r -> {
            Run<?, ?> prod = build(r, "deploy-prod");
            BuildRecords.add(prod, deployment("prod", null, "0.1.0", 9));
            BuildRecords.add(build(r, "deploy-dev"), deployment("dev", null, "0.2.0", 9));
            r.jenkins.setSecurityRealm(r.createDummySecurityRealm());
            r.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.READ).everywhere().toEveryone().grant(Item.READ).everywhere().to("alice")
                    .grant(Item.READ).onItems(folder(r), r.jenkins.getItemByFullName("Platform/deploy-dev")).to("bob"));
            var folderPage = folder(r).getAction(Page.class);
            var prodPage = prod.getParent().getAction(Page.class);
            try (ACLContext as = ACL.as(User.getById("alice", true))) {
                assertThat(folderPage.getHtml()).contains("0.2.0").contains("0.1.0");
                assertThat(prodPage.getIconFileName()).isNotNull();
            }
            try (ACLContext as = ACL.as(User.getById("bob", true))) {
                assertThat(folderPage.getHtml()).contains("0.2.0").doesNotContain("0.1.0").doesNotContain("deploy-prod");
                assertThat(prodPage.getIconFileName()).isNull();
                assertThatThrownBy(prodPage::getHtml).isInstanceOf(AccessDeniedException3.class);
            }
            try (ACLContext as = ACL.as(User.getById("carol", true))) {
                assertThatThrownBy(folderPage::getHtml).isInstanceOf(AccessDeniedException3.class);
            }
        });
    }

    @Test
    public void recordsThatCannotBeReadDoNotHideTheOthers() throws Throwable {
        sessions.then(r -> {
            BuildRecords.add(build(r, "deploy-dev"), deployment("dev", null, "0.2.0", 9));
            Run<?, ?> broken = build(r, "deploy-dev");
            BuildRecords.add(broken, deployment("dev", "0.2.0", "0.3.0", 1));
            Files.writeString(broken.getRootDir().toPath().resolve("taskhub-records.xml"), "<list><bro");
            assertThat(page(folder(r))).contains("|0.2.0|");
        });
    }
}
