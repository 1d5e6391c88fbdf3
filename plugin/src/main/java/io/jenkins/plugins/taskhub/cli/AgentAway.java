package io.jenkins.plugins.taskhub.cli;

import java.io.IOException;

/** The agent is not connected now; it may come back. */
public class AgentAway extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message which agent */
    public AgentAway(String message) {
        super(message);
    }
}
