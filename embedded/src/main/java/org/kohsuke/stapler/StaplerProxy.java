package org.kohsuke.stapler;

/** An object that hands web requests on to another one. */
public interface StaplerProxy {
    Object getTarget();
}
