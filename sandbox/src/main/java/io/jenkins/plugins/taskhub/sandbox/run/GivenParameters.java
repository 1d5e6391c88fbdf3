package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.jenkins.plugins.taskhub.embedded.cps.NearNames;
import io.jenkins.plugins.taskhub.embedded.declarative.DeclaredParameter;
import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/** Compares the parameters on the command line with those that the Jenkinsfile declares. */
final class GivenParameters {
    private GivenParameters() {
    }

    /** The values with their types; refuses names and values that the file does not know. */
    static Map<String, Object> check(Path file, Map<String, String> given) throws IOException {
        if (given.isEmpty()) {
            return Map.of();
        }
        Optional<Map<String, DeclaredParameter>> declared = DeclaredParameter.of(Files.readString(file));
        Map<String, Object> values = new LinkedHashMap<>();
        given.forEach((name, value) -> values.put(name, declared.isEmpty() ? value
                : check(file, declared.get(), name, value)));
        return values;
    }

    private static Object check(Path file, Map<String, DeclaredParameter> declared, String name, String value) {
        DeclaredParameter parameter = declared.get(name);
        if (parameter == null) {
            throw CommandFailure.wrongUsage(file + " has no parameter " + name + NearNames.hint(name,
                    declared.keySet()) + (declared.isEmpty() ? ". It takes none."
                    : " It takes: " + String.join(", ", declared.keySet())));
        }
        if (!parameter.choices().isEmpty() && !parameter.choices().contains(value)) {
            throw CommandFailure.wrongUsage(name + " is one of " + String.join(", ", parameter.choices()) + ", not \""
                    + value + "\"");
        }
        if (!parameter.type().equals("booleanParam")) {
            return value;
        }
        if (!value.equals("true") && !value.equals("false")) {
            throw CommandFailure.wrongUsage(name + " is true or false, not \"" + value + "\"");
        }
        return Boolean.valueOf(value);
    }
}
