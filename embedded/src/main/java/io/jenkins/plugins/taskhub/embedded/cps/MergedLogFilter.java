package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;

/** Two filters of a log as one: what is written passes the subsequent one first. */
@SuppressWarnings({"rawtypes", "serial"})
public final class MergedLogFilter extends ConsoleLogFilter implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ConsoleLogFilter original;
    private final ConsoleLogFilter subsequent;

    public MergedLogFilter(ConsoleLogFilter original, ConsoleLogFilter subsequent) {
        this.original = original;
        this.subsequent = subsequent;
    }

    @Override
    public OutputStream decorateLogger(Run build, OutputStream logger) throws IOException, InterruptedException {
        return subsequent.decorateLogger(build, original.decorateLogger(build, logger));
    }
}
