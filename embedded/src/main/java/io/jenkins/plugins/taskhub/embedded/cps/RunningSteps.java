package io.jenkins.plugins.taskhub.embedded.cps;

import com.google.common.util.concurrent.Futures;
import java.util.Collection;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** The steps that run now. */
public final class RunningSteps {
    private RunningSteps() {}

    /** Those of all builds. */
    public static Stream<StepExecution> all() {
        return StreamSupport.stream(FlowExecutionList.get().spliterator(), false)
                .map(execution -> Futures.getUnchecked(execution.getCurrentExecutions(false)))
                .flatMap(Collection::stream);
    }

    /** The name of the step of this context, as a Pipeline calls it. */
    public static String nameOf(StepContext context) {
        return context instanceof StepCall call ? call.node().getDisplayFunctionName() : "?";
    }
}
