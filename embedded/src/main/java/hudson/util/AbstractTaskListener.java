package hudson.util;

import hudson.model.TaskListener;

/** The root of Jenkins' listeners. */
public abstract class AbstractTaskListener implements TaskListener {
    private static final long serialVersionUID = 1L;
}
