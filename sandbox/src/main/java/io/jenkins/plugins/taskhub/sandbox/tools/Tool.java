package io.jenkins.plugins.taskhub.sandbox.tools;

/**
 * A program that can be built.
 *
 * @param name as users call it; the name of its file
 * @param goPackage import path of what it is built from
 * @param module where its version is pinned
 */
record Tool(String name, String goPackage, GoModule module) {
    /** Such as {@code v0.58.0}. */
    String version() {
        return module.versionOf(goPackage);
    }

    @Override
    public String toString() {
        return name + " " + version();
    }
}
