package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.io.InputStream;

import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;

/** Reads JUnit reports, makes the build unstable when a test failed, and returns the counts. */
public class JunitStep extends Step {
    private final String testResults;
    private boolean allowEmptyResults;
    private boolean skipMarkingBuildUnstable;
    private boolean keepLongStdio;
    private boolean skipPublishingChecks;

    @DataBoundConstructor
    public JunitStep(String testResults) {
        this.testResults = Required.text("junit", "testResults", testResults);
    }

    /** Ant-like patterns of the XML reports, separated by commas. */
    public String getTestResults() {
        return testResults;
    }

    public boolean isAllowEmptyResults() {
        return allowEmptyResults;
    }

    @DataBoundSetter
    public void setAllowEmptyResults(boolean allowEmptyResults) {
        this.allowEmptyResults = allowEmptyResults;
    }

    public boolean isSkipMarkingBuildUnstable() {
        return skipMarkingBuildUnstable;
    }

    @DataBoundSetter
    public void setSkipMarkingBuildUnstable(boolean skipMarkingBuildUnstable) {
        this.skipMarkingBuildUnstable = skipMarkingBuildUnstable;
    }

    public boolean isKeepLongStdio() {
        return keepLongStdio;
    }

    /** Nothing of the tests' output is kept here, long or short. */
    @DataBoundSetter
    public void setKeepLongStdio(boolean keepLongStdio) {
        this.keepLongStdio = keepLongStdio;
    }

    public boolean isSkipPublishingChecks() {
        return skipPublishingChecks;
    }

    /** No checks are published here, skipped or not. */
    @DataBoundSetter
    public void setSkipPublishingChecks(boolean skipPublishingChecks) {
        this.skipPublishingChecks = skipPublishingChecks;
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronousNonBlocking(context, this::record);
    }

    private TestTotals record(StepContext context) throws IOException, InterruptedException {
        TaskListener listener = context.get(TaskListener.class);
        listener.getLogger().println("Recording test results");
        FilePath[] reports = context.get(FilePath.class).list(testResults);
        if (reports.length == 0 && !allowEmptyResults) {
            throw new AbortException("No test report files were found for \"" + testResults
                    + "\". Configuration error?");
        }
        TestTotals totals = new TestTotals();
        for (FilePath report : reports) {
            try (InputStream in = report.read()) {
                totals.read(report.getRemote(), in);
            }
        }
        listener.getLogger().println("Tests: " + totals);
        totals.getFailed().forEach(name -> listener.getLogger().println("  failed: " + name));
        if (totals.getFailCount() > 0 && !skipMarkingBuildUnstable) {
            context.get(Run.class).setResult(Result.UNSTABLE);
            context.get(FlowNode.class).addOrReplaceAction(new WarningAction(Result.UNSTABLE)
                    .withMessage(totals.getFailCount() + " tests failed"));
        }
        return totals;
    }

    /** Describes the step {@code junit}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("junit", "Archive JUnit-formatted test results", false, FilePath.class, FlowNode.class, Run.class, TaskListener.class);
        }
    }
}
