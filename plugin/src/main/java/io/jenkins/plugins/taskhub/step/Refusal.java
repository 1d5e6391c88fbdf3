package io.jenkins.plugins.taskhub.step;

import jenkins.model.CauseOfInterruption;

/** Somebody said no. */
final class Refusal extends CauseOfInterruption {

    private static final long serialVersionUID = 1L;

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    @Override
    public String getShortDescription() {
        return words;
    }
}
