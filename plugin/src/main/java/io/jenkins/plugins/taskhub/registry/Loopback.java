package io.jenkins.plugins.taskhub.registry;

/** Which hosts are this machine by their very name; plain http is allowed to these alone. */
final class Loopback {

    private Loopback() {}

    /** Judges a host without its port; no name is looked up, so that no DNS entry can lie. */
    static boolean is(String host) {
        return host != null && (host.equals("localhost") || host.endsWith(".localhost")
                || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]") || host.equals("::1"));
    }

    static boolean isRegistry(ImageReference image) {
        return is(image.registry().replaceFirst(":\\d+$", ""));
    }
}
