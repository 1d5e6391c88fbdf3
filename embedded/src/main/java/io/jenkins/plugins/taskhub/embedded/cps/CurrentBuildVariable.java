package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.Extension;

/** The variable {@code currentBuild}. */
@Extension
public final class CurrentBuildVariable implements ScriptVariable {
    @Override
    public String name() {
        return "currentBuild";
    }

    @Override
    public Object value(PipelineExecution execution) {
        return new BuildView(execution.run(), true);
    }
}
