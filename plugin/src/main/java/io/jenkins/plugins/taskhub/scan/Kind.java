package io.jenkins.plugins.taskhub.scan;

/** What Trivy can find, and how its own files name that. */
enum Kind {
    VULNERABILITY("vulnerabilities"),
    MISCONFIGURATION("misconfigurations"),
    SECRET("secrets"),
    LICENSE("licenses");

    private final String section;

    Kind(String section) {
        this.section = section;
    }

    /** The list of an ignore file that is about this kind. */
    String section() {
        return section;
    }
}
