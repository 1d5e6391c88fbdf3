package io.jenkins.plugins.taskhub.embedded.cps;

import com.cloudbees.groovy.cps.Outcome;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import groovy.lang.Script;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.taskhub.embedded.library.LoadedLibraries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A Pipeline that runs for a build. One thread runs the script; steps that wait hold none. Whenever every strand of the
 * script waits, the state is saved, so that another process can go on.
 */
public final class PipelineExecution extends FlowExecution {
    private static final Logger LOGGER = Logger.getLogger(PipelineExecution.class.getName());

    private static final String DIRECTORY = "pipeline";

    private final FlowExecutionOwner owner;
    private final PipelineSource source;
    private final PipelineThread thread;
    private final ScriptLoader loader;
    private final LoadedLibraries libraries;
    private final BuildLog log;
    private final WorkflowRun run;
    private Program program;
    private Consumer<Outcome> whenEnded = outcome -> { };
    private volatile boolean complete;
    private volatile Throwable pendingInterruption;

    /**
     * Prepares a Pipeline for a build.
     *
     * @param owner of the build, whose directory takes the saved state
     * @param source the script
     */
    public PipelineExecution(FlowExecutionOwner owner, PipelineSource source) throws IOException {
        this.owner = owner;
        this.source = source;
        this.run = (WorkflowRun) owner.getExecutable();
        this.log = BuildLog.of(run);
        this.libraries = new LoadedLibraries(this, directory().resolve("libs"));
        this.loader = new ScriptLoader(this);
        this.thread = new PipelineThread("Pipeline " + run.getExternalizableId(), this::turn);
    }

    /** The Pipeline of a build that was in the middle when the controller ended; {@link #onLoad} makes it go on. */
    public static PipelineExecution restore(FlowExecutionOwner owner) throws IOException {
        return new PipelineExecution(owner, ProgramStore.loadSource(owner.getRootDir().toPath().resolve(DIRECTORY)));
    }

    /** Why a build cannot go on after a restart, in words. */
    public static AbortException cannotResume(Run<?, ?> run, Throwable failure) {
        return ProgramStore.cannotResume(run, failure);
    }

    /** Says who takes the outcome of the script. */
    public void whenEnded(Consumer<Outcome> taker) {
        whenEnded = taker;
    }

    /** Where the state of the Pipeline of a build is kept. */
    Path directory() throws IOException {
        return owner.getRootDir().toPath().resolve(DIRECTORY);
    }

    /** The build. */
    public WorkflowRun run() {
        return run;
    }

    /** The log of the build. */
    public BuildLog log() {
        return log;
    }

    /** The script of the build. */
    public PipelineSource source() {
        return source;
    }

    /** Compiles scripts and finds their classes. */
    ScriptLoader loader() {
        return loader;
    }

    /** Adds a directory of Groovy classes that scripts see. */
    public void addSources(Path sources) throws IOException {
        loader.addSources(sources);
    }

    /** A class that scripts see. */
    public Class<?> classNamed(String name) throws ClassNotFoundException {
        return loader.find(name);
    }

    /** Compiles a script in the middle of the build; its classes are there after a restart too. */
    Script loadScript(String text) throws IOException, ReflectiveOperationException {
        var className = "Script" + program.nextScript();
        ProgramStore.saveScript(directory(), className, text);
        return loader.instance(loader.compile(text, className));
    }

    /** The shared libraries that this build has loaded. */
    public LoadedLibraries libraries() {
        return libraries;
    }

    Program program() {
        return program;
    }

    /** The Pipeline whose script runs on this thread, or null. */
    public static PipelineExecution current() {
        var strand = Program.current();
        return strand == null ? PipelineThread.owner(PipelineExecution.class) : strand.program.execution();
    }

    @Override
    public void start() {
        thread.bind(this);
        post(() -> {
            program = new Program();
            program.attach(this);
            log.pipeline("Start of Pipeline", null);
            FlowExecutionListener.fireRunning(this);
            try {
                ProgramStore.saveSource(directory(), source);
                libraries.loadImplicit();
                program.addMain(loader.main(source));
            } catch (Throwable failure) {
                ended(new Outcome(null, failure));
            }
        });
    }

    @Override
    public void onLoad(FlowExecutionOwner loadedOwner) {
        thread.bind(this);
        post(() -> {
            try {
                libraries.restore();
                loader.restore();
                program = ProgramStore.load(this, directory());
                program.attach(this);
                log.line("Resuming build at " + new Date() + " after Jenkins restart", null);
                FlowExecutionListener.fireResumed(this);
                program.requeue();
                for (var call : program.calls(null, false)) {
                    resume(call);
                }
            } catch (Throwable failure) {
                LOGGER.log(Level.FINE, failure, () -> "cannot resume " + this);
                ended(new Outcome(null, ProgramStore.cannotResume(run, failure)));
            }
        });
    }

    private static void resume(StepCall call) {
        try {
            call.stepExecution().onResume();
        } catch (Throwable failure) {
            call.onFailure(failure);
        }
    }

    /** Runs a task on the thread of the Pipeline, then what it made ready. Ignored after the end. */
    void post(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException ended) {
            LOGGER.log(Level.FINE, ended, () -> "too late for " + this);
        }
    }

    /** Runs a task now when this is the thread of the Pipeline, else as {@link #post}. */
    void runOnThread(Runnable task) {
        if (thread.isCurrent()) {
            task.run();
        } else {
            post(task);
        }
    }

    /** Computes something on the thread of the Pipeline, and waits for it. */
    <T> T compute(Supplier<T> supplier) {
        if (thread.isCurrent()) {
            return supplier.get();
        }
        return Futures.getUnchecked(submit(supplier));
    }

    private <T> ListenableFuture<T> submit(Supplier<T> supplier) {
        var future = SettableFuture.<T>create();
        try {
            thread.execute(() -> {
                try {
                    future.set(supplier.get());
                } catch (Throwable failure) {
                    future.setException(failure);
                }
            });
        } catch (RejectedExecutionException ended) {
            future.setException(ended);
        }
        return future;
    }

    /** After each task: runs what is ready, then saves what changed. */
    private void turn() {
        if (program == null || complete) {
            return;
        }
        do {
            program.pump();
        } while (!complete && program.takeChanged() && !save());
    }

    /** Saves the state; what cannot be saved fails the script, which then has something to run. */
    private boolean save() {
        try {
            ProgramStore.save(program, directory());
            return true;
        } catch (IOException | RuntimeException | StackOverflowError failure) {
            var calls = program.calls(null, true);
            if (calls.isEmpty()) {
                ended(new Outcome(null, failure));
            } else {
                calls.get(calls.size() - 1).stop(failure);
            }
            return true;
        }
    }

    ListenableFuture<Void> saveSoon() {
        return submit(() -> {
            if (program != null && !complete) {
                save();
            }
            return null;
        });
    }

    /** The script is over. On the Pipeline's thread. */
    void ended(Outcome outcome) {
        if (complete) {
            return;
        }
        complete = true;
        log.pipeline("End of Pipeline", null);
        thread.stop();
        try {
            whenEnded.accept(outcome);
        } finally {
            FlowExecutionListener.fireCompleted(this);
        }
    }

    /** Saves the state, and runs nothing any more in this process. Waits for the save, at most half a minute. */
    void suspend() {
        thread.stopAfter(() -> {
            if (program != null && !complete) {
                save();
            }
        });
    }

    /** Fails the running strand when someone wants the build to end; called by loops and methods of the script. */
    static void checkInterruption() {
        var strand = Program.current();
        var cause = strand == null ? null : strand.program.execution().pendingInterruption;
        if (cause != null) {
            strand.program.execution().pendingInterruption = null;
            throw Sneaky.rethrow(cause);
        }
    }

    @Override
    public void interrupt(Result r, CauseOfInterruption... causes) {
        var cause = new FlowInterruptedException(r, causes);
        setResult(r);
        pendingInterruption = cause;
        post(() -> {
            pendingInterruption = null;
            if (program != null && !complete) {
                program.stop(null, cause);
            }
        });
    }

    /** Ends the script at once, without waiting for its steps. */
    public void kill(Result r, CauseOfInterruption... causes) {
        post(() -> ended(new Outcome(null, new FlowInterruptedException(r, causes))));
    }

    /** Makes the result of the build this one, unless it is a worse one already. */
    public void setResult(Result result) {
        run.setResult(result);
    }

    /** The environment of the build, with what the script has put into {@code env}. */
    public EnvVars environment() throws IOException, InterruptedException {
        var env = run.getEnvironment(TaskListener.NULL);
        var action = run.getAction(EnvironmentOverrides.class);
        if (action != null) {
            env.overrideAll(action.variables());
        }
        return env;
    }

    @Override
    public FlowExecutionOwner getOwner() {
        return owner;
    }

    @Override
    public ListenableFuture<List<StepExecution>> getCurrentExecutions(boolean innerMostOnly) {
        if (complete) {
            return Futures.immediateFuture(List.of());
        }
        return submit(() -> program == null ? List.of() : program.executions(null, innerMostOnly));
    }

    @Override
    public List<FlowNode> getCurrentHeads() {
        return complete ? List.of() : compute(() -> program == null ? List.of()
                : program.calls(null, true).stream().<FlowNode>map(StepCall::node).toList());
    }

    @Override
    public FlowNode getNode(String id) {
        return complete ? null : compute(() -> program == null ? null : program.node(id));
    }

    @Override
    public boolean isCurrentHead(FlowNode n) {
        return getCurrentHeads().contains(n);
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public String toString() {
        return run == null ? "Pipeline" : "Pipeline of " + run.getExternalizableId();
    }
}
