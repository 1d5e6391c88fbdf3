package io.jenkins.plugins.taskhub.embedded.steps;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.taskhub.embedded.cps.PipelineExecution;
import io.jenkins.plugins.taskhub.embedded.cps.ScriptVariable;

/** The variable {@code scm}: the sources of the job, for {@code checkout scm}. */
@Extension
public final class ScmVariable implements ScriptVariable {
    @Override
    public String name() {
        return "scm";
    }

    @Override
    public Object value(PipelineExecution execution) throws AbortException {
        LocalSource source = of(execution.run());
        if (source == null) {
            throw new AbortException("'checkout scm' needs a job that comes with its sources; this script stands alone");
        }
        return source;
    }

    /** The sources of the job of a build, or null. */
    public static LocalSource of(Run<?, ?> run) {
        LocalFolders folders = LocalFolders.of(run.getParent());
        return folders == null ? null : new LocalSource(folders.getSource());
    }
}
