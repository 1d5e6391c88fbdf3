package io.jenkins.plugins.taskhub.embedded.cps;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.Outcome;
import java.io.Serializable;

/** One line of execution of a Pipeline: the script itself, or a body of a step. Used on the Pipeline's thread alone. */
final class Strand implements Serializable {
    private static final long serialVersionUID = 1L;

    final Program program;
    final int id;
    /** The body that this strand runs, or null for the script itself. */
    final BodyRun body;
    final Contexts contexts;
    /** The node around the steps of this strand; null at the top. */
    final StepFlowNode node;
    Continuable code;
    /** The step that this strand waits for. */
    StepCall awaiting;
    /** What the strand goes on with; null unless it is ready to run. */
    Outcome input;

    Strand(Program program, int id, BodyRun body, Contexts contexts, StepFlowNode node) {
        this.program = program;
        this.id = id;
        this.body = body;
        this.contexts = contexts;
        this.node = node;
    }

    /** Whether this strand runs inside the given body. */
    boolean isInside(BodyRun outer) {
        for (var each = body; each != null; each = each.call().strand().body) {
            if (each == outer) {
                return true;
            }
        }
        return false;
    }

    /** The name of the innermost branch around this strand, or null. */
    String branch() {
        for (var each = node; each != null; each = each.outer()) {
            if (each.branch() != null) {
                return each.branch();
            }
        }
        return null;
    }
}
