package io.jenkins.plugins.taskhub.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds the argument lists of trivy. Every scan runs with exit code 0, all severities and no ignore file: what counts
 * is judged here. What would make Trivy leave something out is overridden, also where {@code TRIVY_…} variables or a
 * {@code trivy.yaml} of the checkout ask for it.
 */
final class TrivyCli {
    private static final String ALL = "UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL";

    /** Variables that make Trivy leave something out. Empty ones are to it as if they were not there. */
    private static final List<String> LEAVING_OUT = List.of("TRIVY_IGNORED_LICENSES", "TRIVY_MISCONFIG_SCANNERS",
            "TRIVY_PKG_RELATIONSHIPS", "TRIVY_PKG_TYPES", "TRIVY_SKIP_DIRS", "TRIVY_SKIP_FILES", "TRIVY_VULN_TYPE");

    private final GateRequest request;

    /** @param request every value was checked before */
    TrivyCli(GateRequest request) {
        this.request = request;
    }

    /**
     * The scan of what is asked for.
     *
     * @param output gets the report
     * @param empty a YAML file without a setting, in place of a {@code trivy.yaml}, a {@code .trivyignore} and a
     *         {@code trivy-secret.yaml}
     */
    List<String> scan(String output, String empty) {
        var arguments = new ArrayList<>(List.of("trivy", subcommand(), "--config", empty, "--format", "json",
                "--output", output, "--exit-code", "0", "--severity", ALL, "--scanners",
                request.scanners(), "--ignorefile", empty, "--ignore-policy=", "--ignore-unfixed=false",
                "--ignore-status=", "--show-suppressed", "--no-progress", "--timeout",
                request.span().toSeconds() + "s"));
        if (request.skipDbUpdate) {
            arguments.addAll(List.of("--skip-db-update", "--skip-java-db-update"));
        }
        if (request.skipDbUpdate && request.scanners().contains("misconfig")) {
            arguments.add("--skip-check-update");
        }
        if (request.scanners().contains("secret") && request.sbom == null) {
            arguments.addAll(List.of("--secret-config", empty));
        }
        if (request.server != null) {
            arguments.addAll(List.of("--server", request.server));
        }
        if (request.vex != null) {
            arguments.addAll(List.of("--vex", request.vex));
        }
        if (subcommand().equals("image")) {
            arguments.addAll(List.of("--exit-on-eol", "0"));
        }
        if (request.isLoopback()) {
            arguments.add("--insecure");
        }
        if (request.archive != null) {
            arguments.addAll(List.of("--input", request.archive));
        } else {
            arguments.add(request.subject());
        }
        return List.copyOf(arguments);
    }

    /** What the environment of the agent must not say. */
    static Map<String, String> environment() {
        var none = new TreeMap<String, String>();
        LEAVING_OUT.forEach(variable -> none.put(variable, ""));
        return none;
    }

    private String subcommand() {
        return request.path != null ? "filesystem" : request.sbom != null ? "sbom" : "image";
    }
}
