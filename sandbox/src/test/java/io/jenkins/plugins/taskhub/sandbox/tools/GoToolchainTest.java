package io.jenkins.plugins.taskhub.sandbox.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import io.jenkins.plugins.taskhub.sandbox.tools.GoToolchain.Version;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class GoToolchainTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private Path module;

    @Before
    public void aModuleThatNeedsGo126() throws IOException {
        module = folder.newFolder("tools").toPath();
        Files.writeString(module.resolve("go.mod"), "module tools\n\ngo 1.26.0\n");
    }

    @Test
    public void saysWhatToInstallWhereGoIsMissing() {
        assertThatThrownBy(() -> GoToolchain.find(Map.of("PATH", "/nowhere:"), module, tools("cluster")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("Go is not in PATH").hasMessageContaining("1.26.0")
                .hasMessageContaining("https://go.dev/dl/").hasMessageContaining("KUBECONFIG");
    }

    @Test
    public void namesTheToolForWhichGoIsMissingAndNoClusterInItsPlace() {
        assertThatThrownBy(() -> GoToolchain.find(Map.of(), module, tools("trivy")))
                .hasMessageContaining("needed to build trivy").hasMessageNotContaining("KUBECONFIG");
    }

    @Test
    public void refusesAGoThatIsTooOldToFetchANewerOne() throws IOException {
        var go = go("go1.19.8", "");
        assertThatThrownBy(() -> find(go)).hasMessageContaining("Go 1.19.8, too old")
                .hasMessageContaining("Install Go 1.26.0");
    }

    @Test
    public void refusesAnOlderGoThatMustNotFetchANewerOne() throws IOException {
        var go = go("go1.24.1", "local");
        assertThatThrownBy(() -> find(go)).hasMessageContaining("Go 1.24.1, too old");
    }

    @Test
    public void takesAnOlderGoThatFetchesTheNeededOneItself() throws Exception {
        var go = go("go1.24.1", "auto");
        assertThat(find(go)).isEqualTo(go);
    }

    @Test
    public void takesANewerGo() throws Exception {
        var go = go("go1.27", "local");
        assertThat(find(go)).isEqualTo(go);
    }

    @Test
    public void versionsAreComparedAsNumbers() {
        assertThat(Version.parse("go1.9").orElseThrow()).isLessThan(Version.parse("go1.26.0").orElseThrow());
        assertThat(Version.parse("go1.26.10").orElseThrow()).isGreaterThan(Version.parse("go1.26.9").orElseThrow());
        assertThat(Version.parse("devel")).isEmpty();
    }

    private List<Tool> tools(String name) throws IOException {
        return List.of(new Tool(name, "example.org/" + name, new GoModule(module, List.of())));
    }

    private Path find(Path go) throws IOException, InterruptedException {
        return GoToolchain.find(Map.of("PATH", go.getParent().toString()), module, tools("cluster"));
    }

    private Path go(String version, String toolchain) throws IOException {
        var go = folder.newFolder("bin").toPath().resolve("go");
        Files.writeString(go, "#!/bin/sh\nprintf '%s\\n' '" + version + "' '" + toolchain + "'\n");
        return Files.setPosixFilePermissions(go, PosixFilePermissions.fromString("rwx------"));
    }
}
