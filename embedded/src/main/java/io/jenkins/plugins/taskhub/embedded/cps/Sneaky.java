package io.jenkins.plugins.taskhub.embedded.cps;

/** Throws what a script threw, checked or not: Groovy knows no checked exceptions. */
final class Sneaky {
    private Sneaky() {}

    @SuppressWarnings("unchecked")
    static <T extends Throwable> RuntimeException rethrow(Throwable failure) throws T {
        throw (T) failure;
    }
}
