package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.console.LineTransformationOutputStream;

/** Puts the time in front of every line that its body prints. */
public class TimestampsStep extends Step {
    @DataBoundConstructor
    public TimestampsStep() {
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.block(context, (c, invoker) -> invoker.withContext(
                TaskListenerDecorator.merge(c.get(TaskListenerDecorator.class), new Stamping())));
    }

    private static final class Stamping extends TaskListenerDecorator {
        private static final long serialVersionUID = 1L;

        @Override
        public OutputStream decorate(OutputStream logger) {
            return new LineTransformationOutputStream.Delegating(logger) {
                @Override
                protected void eol(byte[] line, int length) throws IOException {
                    String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
                    out.write(("[" + now + "] ").getBytes(StandardCharsets.US_ASCII));
                    out.write(line, 0, length);
                }
            };
        }
    }

    /** Describes the step {@code timestamps}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("timestamps", "Timestamps", true);
        }
    }
}
