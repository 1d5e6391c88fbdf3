package io.jenkins.plugins.taskhub.sandbox.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which variables of the shell builds see. */
final class LocalEnvironment {
    private static final List<String> NAMES = List.of("HOME", "KUBECONFIG", "LANG", "PATH", "TMPDIR");
    private static final String PREFIX = "TASKHUB_";

    private LocalEnvironment() {
    }

    static Map<String, String> fromShell() {
        Map<String, String> variables = new LinkedHashMap<>();
        System.getenv().forEach((name, value) -> {
            if (NAMES.contains(name) || name.startsWith(PREFIX)) {
                variables.put(name, value);
            }
        });
        return variables;
    }
}
