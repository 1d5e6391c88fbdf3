package io.jenkins.plugins.taskhub.step;

import hudson.AbortException;
import io.jenkins.plugins.taskhub.cli.AgentAway;
import io.jenkins.plugins.taskhub.cli.Background;
import io.jenkins.plugins.taskhub.kubernetes.ClusterException;
import io.jenkins.plugins.taskhub.report.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs an {@link Engine} as a step: its life from start to answer, over restarts of the controller. Saved are the engine
 * and the {@link Progress}; a {@link PhaseRunner} goes through the phases. After a restart the phase goes on: a process
 * is attached again, a call is made again.
 */
public final class EngineExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(EngineExecution.class.getName());

    private final String function;
    private final String feature;
    private final Engine<?> engine;
    private final Progress progress = new Progress();
    private final Interruption interruption = new Interruption();

    private transient StepPorts ports;
    private transient boolean over;

    private EngineExecution(StepContext context, String function, String feature, Engine<?> engine) {
        super(context);
        this.function = function;
        this.feature = feature;
        this.engine = engine;
    }

    /**
     * @param function the step's name, with which every failure begins
     * @param feature what stands in brackets in the log
     * @param engine makes the engine and thereby checks the parameters; runs on the Pipeline's thread, so without I/O
     * @throws AbortException when a parameter is refused
     */
    public static EngineExecution of(StepContext context, String function, String feature,
                                     Supplier<? extends Engine<?>> engine) throws AbortException {
        try {
            return new EngineExecution(context, function, feature, engine.get());
        } catch (StepFailure e) {
            throw new AbortException(function + ": " + VisibleText.inLog(e.getMessage()));
        }
    }

    @Override
    public boolean start() {
        Background.run(this::run);
        return false;
    }

    @Override
    public void onResume() {
        Background.run(this::run);
    }

    @Override
    public void stop(Throwable reason) {
        interruption.by(reason);
    }

    @Override
    public String getStatus() {
        var phases = engine.phases();
        int phase = progress.phase;
        return phase < phases.size() ? phases.get(phase).name() : "done";
    }

    /** Asks every step that is under way, also of builds that must be loaded for it, to {@link #reclaim}. */
    static void reclaimAll(Runnable asked) {
        StepExecution.acceptAll(EngineExecution.class, EngineExecution::reclaim).addListener(asked, Runnable::run);
    }

    /** See {@link Engine#reclaim}; nothing where the step is over. */
    private void reclaim() {
        synchronized (this) {
            if (!over) {
                engine.reclaim();
            }
        }
    }

    private void run() {
        try {
            ports = new StepPorts(getContext(), feature, progress.privateDir, dir -> progress.privateDir = dir);
        } catch (IOException | InterruptedException | RuntimeException e) {
            failed(e);
            return;
        }
        new PhaseRunner(engine, progress, interruption, ports,
                result -> finish(() -> getContext().onSuccess(result)), this::failed).run();
    }

    private void failed(Throwable problem) {
        Thread.interrupted();
        if (goesDown()) {
            LOGGER.log(Level.FINE, function + " goes on with the next controller", problem);
            return;
        }
        Throwable stopped = interruption.cause();
        if (stopped != null && ports != null) {
            if (problem instanceof AgentAway && (progress.process != null || progress.group != null)) {
                ports.log().line((progress.process == null ? "what runs" : progress.process.program())
                        + " could not be ended: " + problem.getMessage() + ". Whether it still runs there is not known: "
                        + "look at the agent before you run the job again");
            }
            try {
                if (progress.asking != null) {
                    progress.asking.forget(ports);
                }
                engine.interrupted(ports);
            } catch (IOException | InterruptedException | RuntimeException e) {
                ports.log().line("what state is left could not be found out: " + e.getMessage());
            }
        }
        var told = stopped != null ? stopped : told(problem);
        finish(() -> getContext().onFailure(told));
    }

    /** What a controller cannot do any more while it ends is no failure: what was saved goes on with the next one. */
    private static boolean goesDown() {
        var jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null || jenkins.isTerminating();
    }

    /** What the build is told: one line without a secret; only what nobody foresaw comes with its stack trace. */
    private Throwable told(Throwable problem) {
        if (problem instanceof FlowInterruptedException) {
            return problem;
        }
        if (problem instanceof Asking.Rejected) {
            return Prompt.rejection(function + ": " + masked(problem.getMessage()));
        }
        if (problem instanceof StepFailure || problem instanceof ClusterException || problem instanceof AbortException
                || problem instanceof AgentAway) {
            LOGGER.log(Level.FINE, function, problem);
            return new AbortException(function + ": " + masked(problem.getMessage()));
        }
        if (ports == null) {
            LOGGER.log(Level.WARNING, function, problem);
        } else {
            var trace = new StringWriter();
            problem.printStackTrace(new PrintWriter(trace));
            ports.log().line(masked(trace.toString()));
        }
        return new AbortException(function + ": unexpected " + problem.getClass().getSimpleName() + ": "
                + masked(problem.getMessage()));
    }

    /** For a message, without hidden characters. Without ports no secret has been looked up yet. */
    private String masked(String text) {
        return VisibleText.inLog(ports == null ? text : ports.masker().mask(text));
    }

    private void finish(Runnable answer) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        try {
            engine.close();
            if (ports != null) {
                ports.deletePrivateDir();
            } else if (progress.privateDir != null) {
                LOGGER.log(Level.WARNING, "{0} could not delete its private folder {1} on the agent: delete it by hand",
                        new Object[] {function, progress.privateDir});
            }
        } finally {
            answer.run();
        }
    }
}
