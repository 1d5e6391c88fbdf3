package io.jenkins.plugins.taskhub.step;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A step of the tests that asks between two phases. */
public final class AskStep extends Step {
    private final boolean anybody;
    private boolean starterMayAnswer;
    private String timeout;

    @DataBoundConstructor
    public AskStep(boolean anybody) {
        this.anybody = anybody;
    }

    @DataBoundSetter
    public void setStarterMayAnswer(boolean may) {
        starterMayAnswer = may;
    }

    @DataBoundSetter
    public void setTimeout(String span) {
        timeout = span;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return EngineExecution.of(context, "ask", "test", () -> new Apply(anybody, starterMayAnswer, timeout));
    }

    private static final class Apply implements Engine<String> {
        private static final long serialVersionUID = 1L;

        private final boolean anybody;
        private final boolean starterMayAnswer;
        private final String timeout;
        private String answer = "nobody was asked";

        Apply(boolean anybody, boolean starterMayAnswer, String timeout) {
            this.anybody = anybody;
            this.starterMayAnswer = starterMayAnswer;
            this.timeout = timeout;
        }

        @Override
        public List<Phase> phases() {
            return List.of(Phase.call("Planning", ports -> ports.log().line("planned")),
                    Phase.question("Asking", ports -> ask(), this::answered),
                    Phase.call("Applying", ports -> ports.log().line("applied")));
        }

        private Optional<Question> ask() {
            return anybody ? Optional.of(Question.of("ApplyPlan", "the plan for dev", "Apply 3 changes?").ok("Apply")
                    .to("rm-1, alice").starterMayAnswer(starterMayAnswer).within(timeout)
                    .with(new Question.Text("REASON", "Why", true))
                    .with(new Question.Flag("FORCE", "Whatever it destroys", false))) : Optional.empty();
        }

        private void answered(Ports ports, Answer given) {
            if (given.text("REASON").equals("too late")) {
                throw new StepFailure("the plan is not the same any more");
            }
            answer = given.by() + " " + given.text("REASON") + " " + given.flag("FORCE");
        }

        @Override
        public void interrupted(Ports ports) {
            ports.log().line("what is left: nothing");
        }

        @Override
        public String result() {
            return answer;
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "ask";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }
    }
}
