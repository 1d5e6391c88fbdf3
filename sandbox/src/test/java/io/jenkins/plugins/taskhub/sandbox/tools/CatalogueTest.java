package io.jenkins.plugins.taskhub.sandbox.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CatalogueTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private Path tools;

    @Before
    public void twoModules() throws IOException {
        tools = folder.getRoot().toPath();
        write("build.args", "-gcflags=all=-N -l\nexample.org/own/cmd/cluster\nhelm.sh/helm/v3/cmd/helm\n");
        write("go.mod", """
                module example.org/own

                go 1.26.0

                require (
                \thelm.sh/helm/v3 v3.21.4
                \tk8s.io/kubernetes v1.36.3
                )

                tool (
                \texample.org/own/cmd/cluster
                \texample.org/own/cmd/node
                \thelm.sh/helm/v3/cmd/helm
                )
                """);
        write("go.sum", "");
        write("ldflags", "a.version=${k8s.io/kubernetes}\na.minor=${k8s.io/kubernetes:minor}\n");
        write("cmd/cluster/main.go", "package main");
        write("scanner/go.mod", """
                module example.org/own/scanner

                go 1.26.0

                tool github.com/acme/scan/cmd/scan

                require github.com/acme/scan v0.58.0
                """);
        write("scanner/go.sum", "");
    }

    @Test
    public void knowsTheProgramsOfTheMainModuleByTheirNamesAndOthersByTheirFolders() throws IOException {
        assertThat(catalogue().all()).extracting(Tool::toString).containsExactly("cluster Kubernetes v1.36.3",
                "node Kubernetes v1.36.3", "helm v3.21.4", "scanner v0.58.0");
    }

    @Test
    public void theClusterNeedsWhatTheLauncherBuilds() throws IOException {
        assertThat(catalogue().ofCluster()).containsExactly("cluster", "helm");
        assertThat(catalogue().get("scanner").module().compilerFlags()).containsExactly("-gcflags=all=-N -l");
    }

    @Test
    public void programsAreToldTheVersionsOfTheirModules() throws IOException {
        assertThat(catalogue().get("helm").module().linkerFlags())
                .isEqualTo("-ldflags=-w -X a.version=v1.36.3 -X a.minor=36");
        assertThat(catalogue().get("scanner").module().linkerFlags()).isEqualTo("-ldflags=-w");
    }

    @Test
    public void refusesANameThatIsNotThereAndSaysWhichAre() {
        assertThatThrownBy(() -> catalogue().get("scaner")).isInstanceOf(CommandFailure.class)
                .hasMessageContaining("no tool scaner").hasMessageContaining("cluster, node, helm, scanner");
    }

    @Test
    public void aChangedSourceIsAnotherProgramATestOrAnotherModuleIsNot() throws IOException {
        var before = catalogue().get("cluster").module().fingerprint();
        write("cmd/cluster/main_test.go", "package main");
        write("scanner/go.sum", "changed");
        assertThat(catalogue().get("cluster").module().fingerprint()).isEqualTo(before);
        write("cmd/cluster/main.go", "package main // changed");
        assertThat(catalogue().get("cluster").module().fingerprint()).isNotEqualTo(before);
    }

    @Test
    public void aProgramThatIsBuiltIsFoundByItsName() throws IOException {
        var cache = folder.newFolder("cache").toPath();
        assertThat(new Tools(tools, cache).ready("scanner")).isFalse();
        var program = new Tools(tools, cache).program("scanner");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(new Tools(tools, cache).ready("scanner")).isTrue();
        assertThat(new Tools(tools, cache).program("scanner").getParent())
                .isNotEqualTo(new Tools(tools, cache).home());
    }

    private Catalogue catalogue() throws IOException {
        return new Catalogue(tools);
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(tools.resolve(file).getParent());
        Files.writeString(tools.resolve(file), content);
    }
}
