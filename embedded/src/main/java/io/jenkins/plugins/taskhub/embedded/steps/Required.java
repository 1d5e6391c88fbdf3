package io.jenkins.plugins.taskhub.embedded.steps;



/** Refuses what is missing. */
final class Required {
    private Required() {
    }

    /** The value, unless it is null or blank. */
    static String text(String step, String parameter, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(step + " needs a value for " + parameter);
        }
        return value;
    }
}
