package io.jenkins.plugins.taskhub.embedded.cps;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.Outcome;
import com.cloudbees.groovy.cps.impl.CpsCallableInvocation;
import groovy.lang.Closure;
import groovy.lang.Script;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * The state of a running Pipeline: its strands, each with its continuation, and what the scripts share. This object is
 * what is saved. It is used on the thread of its {@link PipelineExecution} alone.
 */
final class Program implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final ThreadLocal<Strand> CURRENT = new ThreadLocal<>();
    private static final List<Class> CATEGORIES = categories();

    private final TreeMap<Integer, Strand> strands = new TreeMap<>();
    /** Singletons of the shared libraries' variables, by name. */
    private final Map<String, Script> variables = new LinkedHashMap<>();
    private final Map<String, StepFlowNode> nodes = new LinkedHashMap<>();
    private int lastStrand;
    private int lastNode = 1;
    private int lastScript;
    private transient Deque<Strand> ready;
    private transient PipelineExecution execution;
    private transient boolean changed;

    @SuppressWarnings("rawtypes")
    private static List<Class> categories() {
        var all = new ArrayList<Class>(Continuable.categories);
        all.add(SerializableIterators.class);
        return List.copyOf(all);
    }

    /** The strand that runs on this thread, or null. */
    static Strand current() {
        return CURRENT.get();
    }

    void attach(PipelineExecution to) {
        execution = to;
        ready = new ArrayDeque<>();
    }

    PipelineExecution execution() {
        return execution;
    }

    Map<String, Script> variables() {
        return variables;
    }

    Collection<Strand> strands() {
        return strands.values();
    }

    StepFlowNode node(String id) {
        return nodes.get(id);
    }

    Collection<StepFlowNode> nodes() {
        return nodes.values();
    }

    /** A node for a step or a body, inside the given one. */
    StepFlowNode newNode(StepFlowNode outer, String function, boolean isBody) {
        var node = new StepFlowNode(execution, String.valueOf(++lastNode), outer, function, isBody);
        nodes.put(node.getId(), node);
        return node;
    }

    void removeNode(StepFlowNode node) {
        nodes.remove(node.getId());
    }

    int nextScript() {
        return ++lastScript;
    }

    /** Adds the script itself; it runs at the next {@link #pump}. */
    void addMain(Script script) {
        var strand = newStrand(null, null, null);
        strand.code = new Continuable(script);
        makeReady(strand, new Outcome(null, null));
    }

    /** Adds a body of a step; it runs at the next {@link #pump}. */
    Strand addBody(BodyRun body, Closure<?> closure, Contexts contexts, StepFlowNode node) {
        var strand = newStrand(body, contexts, node);
        CURRENT.set(strand);
        try {
            var value = closure.call();
            strand.code = new Continuable(new ConstantResult(value));
        } catch (CpsCallableInvocation invocation) {
            strand.code = new Continuable(invocation.asBlock());
        } catch (Throwable failure) {
            strand.code = new Continuable(new ConstantFailure(failure));
        } finally {
            CURRENT.remove();
        }
        makeReady(strand, new Outcome(null, null));
        return strand;
    }

    private Strand newStrand(BodyRun body, Contexts contexts, StepFlowNode node) {
        var strand = new Strand(this, ++lastStrand, body, contexts, node);
        strands.put(strand.id, strand);
        return strand;
    }

    /** The strand goes on with this at the next {@link #pump}. */
    void makeReady(Strand strand, Outcome input) {
        strand.input = input;
        ready.add(strand);
        changed = true;
    }

    void markChanged() {
        changed = true;
    }

    /** Whether there is something to save since the last call. */
    boolean takeChanged() {
        var was = changed;
        changed = false;
        return was;
    }

    /** Runs strands until all wait for steps. */
    void pump() {
        for (var strand = ready.poll(); strand != null; strand = ready.poll()) {
            var input = strand.input;
            if (input != null && strands.get(strand.id) == strand) {
                strand.input = null;
                run(strand, input);
            }
        }
    }

    private void run(Strand strand, Outcome input) {
        Outcome outcome;
        CURRENT.set(strand);
        CpsMismatch.register();
        try {
            outcome = strand.code.run0(input, CATEGORIES);
        } catch (Throwable failure) {
            outcome = new Outcome(null, failure);
            strand.awaiting = null;
        } finally {
            CURRENT.remove();
        }
        if (strand.awaiting == null) {
            strands.remove(strand.id);
            changed = true;
            if (strand.body == null) {
                execution.ended(outcome);
            } else {
                strand.body.ended(outcome);
            }
        }
    }

    /** The steps that run, for the strands inside a body, or for all when it is null. */
    List<StepCall> calls(BodyRun inside, boolean innermost) {
        var found = new ArrayList<StepCall>();
        for (var strand : strands.values()) {
            if (strand.awaiting != null && (inside == null || strand.isInside(inside))
                    && !(innermost && strand.awaiting.hasRunningBody())) {
                found.add(strand.awaiting);
            }
        }
        return found;
    }

    List<StepExecution> executions(BodyRun inside, boolean innermost) {
        return calls(inside, innermost).stream().map(StepCall::stepExecution).toList();
    }

    /** Ends what runs inside a body, or everything when it is null: innermost steps are stopped with the cause. */
    void stop(BodyRun inside, Throwable cause) {
        for (var strand : List.copyOf(strands.values())) {
            if (strand.input != null && (inside == null || strand.isInside(inside))) {
                strand.input = new Outcome(null, cause);
            }
        }
        calls(inside, true).forEach(call -> call.stop(cause));
    }

    /** After loading: what had ended when the state was saved goes on. */
    void requeue() {
        for (var strand : List.copyOf(strands.values())) {
            if (strand.input != null) {
                ready.add(strand);
            } else if (strand.awaiting != null) {
                strand.awaiting.requeue();
            }
        }
    }
}
