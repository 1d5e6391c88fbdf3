package io.jenkins.plugins.taskhub.sandbox.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.Test;

public class GoBuildTest {
    @Test
    public void countsImportPathsAndNothingElseThatGoSays() {
        assertThat(List.of("fmt", "k8s.io/api/core/v1", "taskhub/tools/cmd/cluster")).allMatch(GoBuild::isPackage);
        assertThat(List.of("", "# k8s.io/api", "go: downloading k8s.io/api v0.36.3", "cmd/x.go:9:2: undefined: y"))
                .noneMatch(GoBuild::isPackage);
    }

    @Test
    public void aProxyThatCannotBeReachedIsNamedWithWhatToDo() {
        var failure = GoBuild.failure("cluster v1.0.0", 1, List.of("go: downloading k8s.io/api v0.36.3",
                "go: k8s.io/api@v0.36.3: Get \"https://proxy.example/x\": dial tcp: lookup proxy.example: no such host"),
                Map.of("GOPROXY", "https://proxy.example"));
        assertThat(failure).hasMessageContaining("GOPROXY=https://proxy.example").hasMessageContaining("no such host")
                .hasMessageContaining("go env -w GOPROXY");
    }

    @Test
    public void aFullDiskIsSaid() {
        assertThat(GoBuild.failure("cluster v1.0.0", 1, List.of("write /tmp/x: no space left on device"), Map.of()))
                .hasMessageContaining("The disk is full").hasMessageContaining("GOCACHE");
    }

    @Test
    public void aCompilationErrorIsShownWhole() {
        assertThat(GoBuild.failure("cluster v1.0.0", 1, List.of("fmt", "# taskhub/tools", "x.go:1: one", "x.go:2: two"), Map.of()))
                .hasMessageContaining("could not build cluster v1.0.0").hasMessageContaining("x.go:1: one").hasMessageContaining("x.go:2: two");
    }
}
