package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** The builds whose Pipelines run: remembered on disk, so that another process can go on with them. */
@Extension
public final class RunningBuilds extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(RunningBuilds.class.getName());
    private static final String FILE = "running-pipelines.txt";
    private static Consumer<WorkflowRun> resumer;

    private final Set<FlowExecutionOwner> running = new LinkedHashSet<>();

    /** How a build goes on; given by the class of the builds. */
    public static void resumeBy(Consumer<WorkflowRun> how) {
        resumer = how;
    }

    private static RunningBuilds get() {
        return ExtensionList.lookupSingleton(RunningBuilds.class);
    }

    /** Those that run now. */
    public static List<FlowExecutionOwner> owners() {
        var all = get();
        synchronized (all) {
            return List.copyOf(all.running);
        }
    }

    /** Remembers a build. */
    public static void add(FlowExecutionOwner owner) {
        var all = get();
        synchronized (all) {
            all.running.add(owner);
            all.save();
        }
    }

    /** Forgets a build. */
    public static void remove(FlowExecutionOwner owner) {
        var all = get();
        synchronized (all) {
            all.running.remove(owner);
            all.save();
        }
    }

    private static Path file() {
        return Jenkins.get().getRootDir().toPath().resolve(FILE);
    }

    private void save() {
        try {
            var fresh = file().resolveSibling(FILE + ".new");
            Files.write(fresh, running.stream().map(FlowExecutionOwner::getExternalizableId).toList());
            Files.move(fresh, file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot save which builds run", failure);
        }
    }

    /** The controller has started: the builds that were in the middle go on. */
    @Override
    public void onLoaded() {
        var runs = new ArrayList<WorkflowRun>();
        synchronized (this) {
            try {
                if (!Files.exists(file())) {
                    return;
                }
                for (var id : Files.readAllLines(file())) {
                    if (Run.fromExternalizableId(id) instanceof WorkflowRun run && run.isBuilding()) {
                        runs.add(run);
                        running.add(run.asFlowExecutionOwner());
                    }
                }
            } catch (IOException failure) {
                LOGGER.log(Level.WARNING, "cannot read which builds run", failure);
            }
            save();
        }
        runs.forEach(run -> resumer.accept(run));
    }

    /** The controller ends: the state of all builds is saved. */
    @Override
    public void onBeforeShutdown() {
        for (var owner : owners()) {
            if (owner.getOrNull() instanceof PipelineExecution pipeline) {
                pipeline.suspend();
                BuildLog.close(pipeline.run());
            }
        }
    }
}
