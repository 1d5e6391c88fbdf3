package io.jenkins.plugins.taskhub.scan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Reports for tests: real ones, and small ones that a test writes. */
final class Reports {
    static final Policy DEFAULT = policy("HIGH,CRITICAL", null);

    private Reports() {}

    static Policy policy(String failOn, String unstableOn) {
        return new Policy(Severity.list("severity", failOn),
                unstableOn == null ? new ArrayList<>() : Severity.list("unstableOn", unstableOn), new LinkedHashMap<>(),
                false, false, false);
    }

    /** A report that Trivy wrote. */
    static String real(String name) {
        try (InputStream in = Reports.class.getResourceAsStream(name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A report of an image with these findings in its Debian packages. */
    static String image(String tag, String... vulnerabilities) {
        return """
                {"SchemaVersion":2,"ArtifactName":"app:%s","ArtifactType":"container_image",
                 "Metadata":{"OS":{"Family":"debian","Name":"12.1"}},
                 "Results":[{"Target":"app:%s (debian 12.1)","Class":"os-pkgs","Type":"debian",
                             "Vulnerabilities":[%s]}]}
                """.formatted(tag, tag, String.join(",", vulnerabilities));
    }

    static String vulnerability(String id, String severity, String pkg, String version, String fixed) {
        return """
                {"VulnerabilityID":"%s","PkgName":"%s","PkgIdentifier":{"PURL":"pkg:deb/debian/%s@%s?arch=amd64"},
                 "InstalledVersion":"%s","FixedVersion":"%s","Severity":"%s","Title":"hole in %s",
                 "PrimaryURL":"https://example.com/%s"}
                """.formatted(id, pkg, pkg, version, version, fixed, severity, pkg, id);
    }

    static Judgement judge(String report) {
        return judge(report, DEFAULT, IgnoreFile.none(), null);
    }

    static Judgement judge(String report, Policy policy, IgnoreFile ignores, Baseline baseline) {
        try {
            return new Judge(policy, ignores, baseline, null).judge("report.json", stream(report));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts as {@code CRITICAL HIGH MEDIUM LOW UNKNOWN}. */
    static List<Integer> counts(Judgement found) {
        return List.copyOf(found.counts().values());
    }
}
