package io.jenkins.plugins.taskhub.embedded.model;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BooleanParameterDefinition;
import hudson.model.ChoiceParameterDefinition;
import hudson.model.Failure;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StreamBuildListener;
import hudson.model.StringParameterDefinition;
import hudson.model.TaskListener;
import hudson.tasks.LogRotator;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.BuildDiscarderProperty;
import jenkins.model.RunAction2;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsSessionRule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Items and builds: what is kept, and what is read back. */
public class ItemsAndBuildsTest {
    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    /** An action that forgets its build when it is saved, as Jenkins asks for. */
    static final class Note implements RunAction2 {
        private final String text;
        private final Map<String, List<Integer>> facts = new LinkedHashMap<>();
        private transient Run<?, ?> owner;

        Note(String text) {
            this.text = text;
            facts.put("ports", new ArrayList<>(List.of(30080, 30081)));
        }

        @Override
        public void onAttached(Run<?, ?> r) {
            owner = r;
        }

        @Override
        public void onLoad(Run<?, ?> r) {
            owner = r;
        }

        @Override
        public String getDisplayName() {
            return text;
        }

        @Override
        public String getIconFileName() {
            return null;
        }

        @Override
        public String getUrlName() {
            return null;
        }
    }

    @Test
    public void aBuildIsReadBackWithItsActionsAndItsLog() throws Throwable {
        sessions.then(r -> {
            SampleJob job = r.createProject(SampleJob.class, "deploy");
            SampleJob.body = run -> run.addAction(new Note("deployed \u001b[1m0.1.2"));
            r.buildAndAssertSuccess(job);
        });
        sessions.then(r -> {
            SampleJob job = r.jenkins.getItemByFullName("deploy", SampleJob.class);
            SampleRun run = job.getLastBuild();
            assertThat(run.getNumber()).isEqualTo(1);
            assertThat(run.getResult()).isEqualTo(Result.SUCCESS);
            assertThat(run.isBuilding()).isFalse();
            assertThat(run.getTimeInMillis()).isPositive();
            Note note = run.getAction(Note.class);
            assertThat(note.text).isEqualTo("deployed \u001b[1m0.1.2");
            assertThat(note.facts).containsEntry("ports", List.of(30080, 30081));
            assertThat(note.owner).isSameAs(run);
            r.assertLogContains("Finished: SUCCESS", run);
            assertThat(job.getNextBuildNumber()).isEqualTo(2);
        });
    }

    @Test
    public void foldersAreReadBackWithWhatIsInThem() throws Throwable {
        sessions.then(r -> {
            Folder folder = r.createProject(Folder.class, "Taskhub-Platform");
            SampleJob job = folder.createProject(SampleJob.class, "taskhub-deploy-dev");
            assertThat(job.getFullName()).isEqualTo("Taskhub-Platform/taskhub-deploy-dev");
            assertThat(job.getUrl()).isEqualTo("job/Taskhub-Platform/job/taskhub-deploy-dev/");
            job.addProperty(new ParametersDefinitionProperty(
                    new StringParameterDefinition("IMAGE_TAG", "KEEP_CURRENT"),
                    new ChoiceParameterDefinition("TARGET", new String[] {"dev", "prod"}, "where to")));
        });
        sessions.then(r -> {
            SampleJob job = r.jenkins.getItemByFullName("Taskhub-Platform/taskhub-deploy-dev", SampleJob.class);
            assertThat(job.getProperty(ParametersDefinitionProperty.class).getParameterDefinitionNames())
                    .containsExactly("IMAGE_TAG", "TARGET");
            assertThat(r.jenkins.getItem("taskhub-deploy-dev", job.getParent(), SampleJob.class)).isSameAs(job);
            assertThat(r.jenkins.getItem("../Taskhub-Platform/taskhub-deploy-dev", job.getParent())).isSameAs(job);
        });
    }

    @Test
    public void parametersThatAreNotGivenTakeTheirDefaults() throws Throwable {
        sessions.then(r -> {
            SampleJob job = r.createProject(SampleJob.class, "deploy");
            job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("TAG", "0.1.2"),
                    new BooleanParameterDefinition("CONFIRM_PROD", false, null)));
            Map<String, String> seen = new ConcurrentHashMap<>();
            SampleJob.body = run -> seen.putAll(run.getEnvironment(TaskListener.NULL));
            SampleRun run = r.buildAndAssertSuccess(job);
            assertThat(run.getAction(ParametersAction.class).getParameter("TAG").getValue()).isEqualTo("0.1.2");
            assertThat(seen).containsEntry("TAG", "0.1.2").containsEntry("CONFIRM_PROD", "false")
                    .containsEntry("JOB_NAME", "deploy").containsEntry("BUILD_NUMBER", "1")
                    .containsEntry("BUILD_URL", "http://localhost/jenkins/job/deploy/1/")
                    .containsEntry("BUILD_TAG", "jenkins-deploy-1");
        });
    }

    @Test
    public void aResultNeverGetsBetter() throws Throwable {
        sessions.then(r -> {
            SampleJob.body = run -> run.setResult(Result.UNSTABLE);
            r.buildAndAssertStatus(Result.UNSTABLE, r.createProject(SampleJob.class, "deploy"));
        });
    }

    @Test
    public void oldBuildsAreDiscardedAndTheLastSuccessfulOneIsKept() throws Throwable {
        sessions.then(r -> {
            SampleJob job = r.createProject(SampleJob.class, "deploy");
            job.addProperty(new BuildDiscarderProperty(new LogRotator(-1, 2, -1, -1)));
            SampleJob.body = run -> { };
            r.buildAndAssertSuccess(job);
            SampleJob.body = run -> {
                throw new IOException("no");
            };
            for (int i = 0; i < 3; i++) {
                r.buildAndAssertStatus(Result.FAILURE, job);
            }
            job.logRotate();
            assertThat(job.getBuilds()).extracting(SampleRun::getNumber).containsExactly(4, 3, 1);
            assertThat(job.getLastBuild().getPreviousSuccessfulBuild().getNumber()).isEqualTo(1);
            assertThat(new File(job.getBuildDir(), "2")).doesNotExist();
        });
    }

    @Test
    public void namesThatAreNoNamesAreRefused() throws Throwable {
        sessions.then(r -> assertThatThrownBy(() -> r.createProject(SampleJob.class, "a/b"))
                .isInstanceOf(Failure.class).hasMessageContaining("‘/’ is an unsafe character"));
    }

    @Test
    public void aDeletedJobIsGoneFromTheDiskToo() throws Throwable {
        sessions.then(r -> {
            SampleJob job = r.createProject(SampleJob.class, "deploy");
            File directory = job.getRootDir();
            job.delete();
            assertThat(directory).doesNotExist();
            assertThat(r.jenkins.getItem("deploy")).isNull();
        });
    }

    @Test
    public void artifactsAreKeptWithTheBuild() throws Throwable {
        sessions.then(r -> {
            SampleJob.body = run -> {
                FilePath ws = new FilePath(run.getRootDir()).child("ws");
                ws.child("out/report.txt").write("hello", "UTF-8");
                run.pickArtifactManager().archive(ws, new Launcher.LocalLauncher(TaskListener.NULL),
                        new StreamBuildListener(OutputStream.nullOutputStream()),
                        Map.of("report.txt", "out/report.txt"));
            };
            r.buildAndAssertSuccess(r.createProject(SampleJob.class, "deploy"));
        });
        sessions.then(r -> {
            SampleRun run = r.jenkins.getItemByFullName("deploy", SampleJob.class).getLastBuild();
            try (InputStream in = run.getArtifactManager().root().child("report.txt").open()) {
                assertThat(in).hasContent("hello");
            }
        });
    }
}
