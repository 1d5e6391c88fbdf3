package io.jenkins.plugins.taskhub.scan;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is asked of {@code trivyGate}: filled by the step, then checked once; from then on it does not change. */
final class GateRequest implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Set<String> SCANNERS = Set.of("vuln", "misconfig", "secret", "license");

    String image;
    String archive;
    String report;
    String path;
    String sbom;
    String severity = "HIGH,CRITICAL";
    String unstableOn;
    LinkedHashMap<String, Integer> allow = new LinkedHashMap<>();
    boolean ignoreUnfixed;
    String ignoreFile;
    boolean strictIgnores;
    String baseline;
    boolean updateBaseline;
    String vex;
    String scanners;
    boolean exitOnEol;
    String server;
    boolean skipDbUpdate;
    String timeout;
    String registryCredentialsId;

    /**
     * Checks every value.
     *
     * @throws StepFailure for the first that is refused
     */
    GateRequest checked() {
        long subjects = subjects().size();
        if (subjects != 1) {
            throw new StepFailure((subjects == 0 ? "nothing is given to be judged" : "more than one thing is given to "
                    + "be judged (" + String.join(", ", subjects().keySet()) + ")")
                    + ": give one of image, archive, report, path, sbom");
        }
        if (image != null) {
            ImageReference.parse(image);
        }
        checkPath("archive", archive);
        checkPath("report", report);
        checkPath("path", path);
        checkPath("sbom", sbom);
        checkPath("ignoreFile", ignoreFile);
        checkPath("baseline", baseline);
        checkPath("vex", vex);
        if (ignoreFile != null && !ignoreFile.matches(".*\\.ya?ml")) {
            throw new StepFailure("ignoreFile " + Names.shown(ignoreFile) + " is no YAML file: write it as a "
                    + ".trivyignore.yaml, where each entry has its statement");
        }
        if (updateBaseline && baseline == null) {
            throw new StepFailure("updateBaseline needs baseline: say which file is to be written");
        }
        if (report != null) {
            refuseBesideReport();
        }
        if (registryCredentialsId != null && image == null) {
            throw new StepFailure("registryCredentialsId is for an image in a registry: leave it out, or give image");
        }
        if (server != null) {
            checkServer();
        }
        scanners();
        span();
        policy();
        return this;
    }

    /** What is to be judged, by the parameter that names it. */
    private LinkedHashMap<String, String> subjects() {
        var given = new LinkedHashMap<String, String>();
        given.put("image", image);
        given.put("archive", archive);
        given.put("report", report);
        given.put("path", path);
        given.put("sbom", sbom);
        given.values().removeIf(value -> value == null);
        return given;
    }

    /** What is to be judged, as messages name it. */
    String subject() {
        return subjects().values().iterator().next();
    }

    /** A name for artifacts and trends that stays the same from build to build: without a tag or digest. */
    String series() {
        return image == null ? subject() : ImageReference.parse(image).name();
    }

    /** Where artifacts' names begin: the last part of what is judged, with what tells it from the build before. */
    String artifactName() {
        String name = image == null ? subject().replaceFirst("\\.(json|tar|tar\\.gz|tgz)$", "")
                : ImageReference.parse(image).repository() + "-" + shortVersion(ImageReference.parse(image));
        name = name.replaceFirst("/+$", "").replaceFirst(".*/", "").replaceAll("[^A-Za-z0-9._-]", "-");
        return name.replaceAll("[.-]", "").isEmpty() ? "workspace" : name;
    }

    /** The tag, else the beginning of the digest. */
    private static String shortVersion(ImageReference image) {
        return image.tag().or(() -> image.digest().map(digest -> digest.replaceFirst("(.*:.{12}).*", "$1")))
                .orElse(image.version());
    }

    Policy policy() {
        var allowed = new LinkedHashMap<Severity, Integer>();
        allow.forEach((name, count) -> {
            if (count < 0) {
                throw new StepFailure("allow " + Names.shown(name) + " is " + count + ": give 0 or more");
            }
            allowed.put(Severity.parameter("allow", name), count);
        });
        return new Policy(Severity.list("severity", severity),
                unstableOn == null ? new ArrayList<>() : Severity.list("unstableOn", unstableOn), allowed,
                ignoreUnfixed, strictIgnores, exitOnEol).checked();
    }

    /** The scanners, as Trivy wants them. */
    String scanners() {
        if (scanners == null) {
            return sbom == null ? "vuln,secret" : "vuln";
        }
        var words = List.of(Names.required("scanners", scanners).split("\\s*,\\s*"));
        for (String word : words) {
            if (!SCANNERS.contains(word)) {
                throw new StepFailure("scanners " + Names.shown(word) + " is not a scanner: give vuln, misconfig, "
                        + "secret, license, with commas between them");
            }
        }
        return String.join(",", words);
    }

    /** The VEX document in the workspace; null where there is none. */
    String vexFile() {
        return vex == null || vex.equals("repo") || vex.equals("oci") ? null : vex;
    }

    Duration span() {
        return timeout == null ? Duration.ofMinutes(5) : Names.duration("timeout", timeout);
    }

    /** Whether the image is in a registry of this machine, which may answer without TLS. */
    boolean isLoopback() {
        return image != null && ImageReference.parse(image).isOnLoopback();
    }

    private void refuseBesideReport() {
        var refused = new LinkedHashMap<String, Boolean>();
        refused.put("vex", vex != null);
        refused.put("scanners", scanners != null);
        refused.put("server", server != null);
        refused.put("skipDbUpdate", skipDbUpdate);
        refused.put("timeout", timeout != null);
        refused.forEach((parameter, given) -> {
            if (given) {
                throw new StepFailure(parameter + " has no effect on a report that is made already: leave it out, or "
                        + "give it to the trivy that makes the report");
            }
        });
    }

    private void checkServer() {
        try {
            var uri = new URI(Names.plain("server", server));
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new StepFailure("server " + Names.shown(server) + " is not the address of a Trivy server, such as "
                + "https://trivy.example.com:4954, without user and password");
    }

    private static void checkPath(String parameter, String value) {
        if (value != null) {
            Names.workspacePath(parameter, value);
        }
    }

    /** Reads {@code allow}: whole numbers by severity. */
    static LinkedHashMap<String, Integer> counts(Map<?, ?> map) {
        var counts = new LinkedHashMap<String, Integer>();
        if (map != null) {
            map.forEach((key, value) -> {
                if (!(value instanceof Integer count)) {
                    throw new StepFailure("allow " + Names.shown(String.valueOf(key)) + " is not a whole number: write "
                            + "allow: [HIGH: 3]");
                }
                counts.put(String.valueOf(key), count);
            });
        }
        return counts;
    }
}
