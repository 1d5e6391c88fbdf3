package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDefinitionDescriptor;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** A script that came from a file: what goes wrong is told with the name of the file. */
public final class ScriptDefinition extends FlowDefinition {
    private final String script;
    private final String name;

    /**
     * @param script Groovy
     * @param name of the file, as its author knows it
     */
    public ScriptDefinition(String script, String name) {
        this.script = script;
        this.name = name;
    }

    public String getScript() {
        return script;
    }

    public String getName() {
        return name;
    }

    @Override
    public FlowExecution create(FlowExecutionOwner handle, TaskListener listener, List<? extends Action> actions)
            throws IOException {
        return new PipelineExecution(handle, new PipelineSource(script, name));
    }

    /** Describes it. */
    @Extension
    public static final class DescriptorImpl extends FlowDefinitionDescriptor {
        @Override
        public String getDisplayName() {
            return "Pipeline script from a file";
        }
    }
}
