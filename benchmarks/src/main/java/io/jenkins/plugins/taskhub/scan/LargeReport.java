package io.jenkins.plugins.taskhub.scan;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Writes a report as large as those of images with a desktop in them; the same one every time. */
final class LargeReport {
    static final int FINDINGS = 68_000;

    private static final int RESULTS = 40;
    private static final String[] SEVERITIES = {"LOW", "LOW", "MEDIUM", "MEDIUM", "MEDIUM", "HIGH", "UNKNOWN",
            "CRITICAL"};
    private static final String[] WORDS = ("a flaw was found in the way that the parser of this library handles "
            + "crafted input "
            + "which allows a remote attacker to cause a denial of service or possibly execute arbitrary code")
            .split(" ");

    private LargeReport() {}

    static void write(Path file) throws IOException {
        var random = new Random(42);
        try (var json = new JsonFactory().createGenerator(Files.newOutputStream(file), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("SchemaVersion", 2);
            json.writeStringField("ArtifactName", "registry.example.com/desktop:1");
            json.writeStringField("ArtifactType", "container_image");
            json.writeArrayFieldStart("Results");
            for (int i = 0; i < RESULTS; i++) {
                json.writeStartObject();
                json.writeStringField("Target", "registry.example.com/desktop:1 (debian 12.1)");
                json.writeStringField("Class", "os-pkgs");
                json.writeStringField("Type", "debian");
                json.writeArrayFieldStart("Vulnerabilities");
                for (int j = 0; j < FINDINGS / RESULTS; j++) {
                    finding(json, random, i * FINDINGS / RESULTS + j);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void finding(JsonGenerator json, Random random, int number) throws IOException {
        String id = "CVE-" + (2010 + number % 17) + "-" + (1_000 + number % 40_000);
        String pkg = "library-" + number % 900;
        json.writeStartObject();
        json.writeStringField("VulnerabilityID", id);
        json.writeStringField("PkgID", pkg + "@1." + number % 30 + "-3+deb12u1");
        json.writeStringField("PkgName", pkg);
        json.writeObjectFieldStart("PkgIdentifier");
        json.writeStringField("PURL", "pkg:deb/debian/" + pkg + "@1." + number % 30
                + "-3%2Bdeb12u1?arch=amd64&distro=debian-12.1");
        json.writeStringField("UID", Integer.toHexString(number * 31));
        json.writeEndObject();
        json.writeStringField("InstalledVersion", "1." + number % 30 + "-3+deb12u1");
        if (number % 3 > 0) {
            json.writeStringField("FixedVersion", "1." + (number % 30 + 1) + "-1");
        }
        json.writeStringField("Status", number % 3 > 0 ? "fixed" : "affected");
        json.writeObjectFieldStart("Layer");
        json.writeStringField("DiffID", "sha256:" + "0123456789abcdef".repeat(4));
        json.writeEndObject();
        json.writeStringField("SeveritySource", "debian");
        json.writeStringField("PrimaryURL", "https://avd.example.com/nvd/" + id.toLowerCase(Locale.ROOT));
        json.writeStringField("Title", sentence(random, 9));
        json.writeStringField("Description", sentence(random, 47));
        json.writeStringField("Severity", SEVERITIES[random.nextInt(SEVERITIES.length)]);
        json.writeArrayFieldStart("CweIDs");
        json.writeString("CWE-" + number % 900);
        json.writeEndArray();
        json.writeObjectFieldStart("CVSS");
        json.writeObjectFieldStart("nvd");
        json.writeStringField("V3Vector", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H");
        json.writeNumberField("V3Score", 7.5);
        json.writeEndObject();
        json.writeEndObject();
        json.writeArrayFieldStart("References");
        for (int i = 0; i < 3; i++) {
            json.writeString("https://lists.example.com/archive/" + id + "/" + random.nextInt(1_000_000));
        }
        json.writeEndArray();
        json.writeStringField("PublishedDate", "2023-01-09T10:15:10.447Z");
        json.writeStringField("LastModifiedDate", "2024-05-17T01:17:24.28Z");
        json.writeEndObject();
    }

    private static String sentence(Random random, int words) {
        var text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }
}
