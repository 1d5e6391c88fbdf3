package io.jenkins.plugins.taskhub.embedded.model;

import hudson.model.Computer;
import hudson.model.Node;
import java.util.function.BiConsumer;

/** Tells a computer that its node has changed. */
public final class ComputerAccess {
    private static volatile BiConsumer<Computer, Node> setter;

    private ComputerAccess() {
    }

    /** Called by {@link Computer} when it is loaded. */
    public static void register(BiConsumer<Computer, Node> access) {
        setter = access;
    }

    public static void setNode(Computer computer, Node node) {
        setter.accept(computer, node);
    }
}
