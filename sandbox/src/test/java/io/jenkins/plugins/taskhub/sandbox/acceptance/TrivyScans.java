package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.Tools;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** {@code trivyGate} with the real Trivy, a database of a few advisories, and no network. Needs Go and tar. */
public abstract class TrivyScans {
    @ClassRule
    public static final TemporaryFolder SHARED = new TemporaryFolder();

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Path trivy;
    private static Path trivyDb;
    private static Path cache;

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    final Map<String, String> environment = new LinkedHashMap<>();
    Path workspace;

    @BeforeClass
    public static void buildTrivyAndItsDatabase() throws IOException, InterruptedException {
        var tools = Tools.ofCheckout();
        try (var progress = Progress.onScreen(System.out)) {
            tools.build(progress, "trivy", "trivy-db");
        }
        trivy = tools.program("trivy");
        trivyDb = tools.program("trivy-db");
        cache = database("today", UnaryOperator.identity());
    }

    /** A cache of Trivy with a database of the advisories, changed as said. */
    static Path database(String name, UnaryOperator<String> change) throws IOException, InterruptedException {
        Path dir = SHARED.newFolder(name).toPath();
        Path advisories = SHARED.getRoot().toPath().resolve(name + ".json");
        try (InputStream in = TrivyScans.class.getResourceAsStream("advisories.json")) {
            Files.writeString(advisories, change.apply(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
        assertThat(new ProcessBuilder(trivyDb.toString(), advisories.toString(), dir.toString()).inheritIO().start()
                .waitFor()).isZero();
        return dir;
    }

    @Before
    public void prepare() throws IOException {
        workspace = folder.newFolder("sources").toPath();
        environment.put("PATH", trivy.getParent() + ":" + System.getenv("PATH"));
        environment.put("TRIVY_CACHE_DIR", cache.toString());
    }

    /** The program. */
    static Path trivy() {
        return trivy;
    }

    /** The folder with the database. */
    static Path cache() {
        return cache;
    }

    /** Writes an image with CVE-2099-0001 and 0002 in postgresql-15, 0003 in lodash. */
    void vulnerable(String tag, String file, String note) throws Exception {
        image("15.3-0+deb12u1").file("note", note)
                .file("opt/app/node_modules/lodash/package.json", "{\"name\":\"lodash\",\"version\":\"4.17.0\"}")
                .write(tag, workspace.resolve(file));
    }

    /** An image of Debian 12 that has PostgreSQL of that version. */
    ImageFile image(String postgresql) throws IOException {
        return new ImageFile(folder.newFolder().toPath()).debianPackage("postgresql-15", postgresql);
    }

    /** An application of npm in the workspace, with CVE-2099-0003, the licence MIT and one that asks for more. */
    void npmApplication() throws IOException {
        write("package-lock.json", """
                {"name":"a","version":"1.0.0","lockfileVersion":3,
                 "packages":{"":{"dependencies":{"lodash":"4.17.0","strict":"1.0.0"}},
                 "node_modules/lodash":{"version":"4.17.0"},"node_modules/strict":{"version":"1.0.0"}}}
                """);
        write("node_modules/lodash/package.json", "{\"name\":\"lodash\",\"version\":\"4.17.0\",\"license\":\"MIT\"}");
        write("node_modules/strict/package.json",
                "{\"name\":\"strict\",\"version\":\"1.0.0\",\"license\":\"GPL-3.0-only\"}");
    }

    void write(String file, String content) throws IOException {
        Files.createDirectories(workspace.resolve(file).getParent());
        Files.writeString(workspace.resolve(file), content);
    }

    BuildOutcome run(String body) throws IOException, InterruptedException {
        Path file = folder.getRoot().toPath().resolve("script.Jenkinsfile");
        Files.writeString(file, "node {\n    checkout scm\n    " + body.replace("\n", "\n    ") + "\n}\n");
        try (var controller = LocalController.over(home()).source(workspace).environment(environment)
                .job("scan", file).start()) {
            return controller.build("scan").user("dev-1").run();
        }
    }

    /** Commits what a build wrote into its workspace. */
    void keep(String file) throws IOException {
        Files.copy(written(file), workspace.resolve(file));
    }

    /** A file in the workspace of the build. */
    Path written(String file) {
        return home().resolve("workspace").resolve("scan").resolve(file);
    }

    /** An artifact of that build. */
    static JsonNode artifact(BuildOutcome outcome, String name) throws IOException {
        return JSON.readTree(outcome.artifacts().resolve(name).toFile());
    }

    private Path home() {
        return folder.getRoot().toPath().resolve("jenkins");
    }
}
