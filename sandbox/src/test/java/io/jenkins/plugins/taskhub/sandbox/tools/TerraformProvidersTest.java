package io.jenkins.plugins.taskhub.sandbox.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TerraformProvidersTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void laysAProviderOutAsTerraformAndTofuLookForIt() throws Exception {
        var tools = toolsWithAProvider();
        var dir = folder.newFolder("providers").toPath();
        var configuration = new TerraformProviders(dir).install(tools,
                new Progress(System.out, false, InstantSource.system()), "helm");
        assertThat(configuration).content().contains("path = \"" + dir.resolve("mirror") + "\"");
        for (var host : new String[] {"registry.terraform.io", "registry.opentofu.org"}) {
            assertThat(dir.resolve("mirror/" + host + "/hashicorp/helm/1.3.2/" + TerraformProviders.platform()
                    + "/terraform-provider-helm_v1.3.2")).isExecutable().hasContent("built");
        }
    }

    private Tools toolsWithAProvider() throws IOException {
        var dir = folder.newFolder("tools").toPath();
        Files.writeString(dir.resolve("build.args"), "-gcflags=all=-N -l\n");
        Files.writeString(dir.resolve("go.mod"), "module own\n");
        Files.writeString(dir.resolve("go.sum"), "");
        var module = Files.createDirectory(dir.resolve("terraform-provider-helm"));
        Files.writeString(module.resolve("go.mod"), """
                module own/terraform-provider-helm

                tool github.com/hashicorp/terraform-provider-helm

                require github.com/hashicorp/terraform-provider-helm v1.3.2
                """);
        Files.writeString(module.resolve("go.sum"), "");
        var tools = new Tools(dir, folder.newFolder("cache").toPath());
        var program = tools.program("terraform-provider-helm");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "built");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return tools;
    }
}
