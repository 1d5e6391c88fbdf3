package io.jenkins.plugins.taskhub.kubernetes;

/** Where a kubeconfig is used, which decides what it may name. */
public enum Place {
    /** Shared by all builds: a kubeconfig must bring its certificates and tokens as data and start no program. */
    CONTROLLER,
    /** The build's own machine: a kubeconfig may name files and programs that are there. */
    AGENT
}
