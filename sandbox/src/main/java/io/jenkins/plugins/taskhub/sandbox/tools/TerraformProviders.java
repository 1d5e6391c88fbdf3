package io.jenkins.plugins.taskhub.sandbox.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Terraform providers that are built from Go modules, in a folder from which {@code terraform init} and
 * {@code tofu init} install without a network.
 *
 * @param dir the folder; made where it is missing
 */
public record TerraformProviders(Path dir) {
    /** The providers that can be had, with the address of their registry's owner. */
    private static final Map<String, String> OWNERS = Map.of("kubernetes", "hashicorp", "helm", "hashicorp",
            "kubectl", "gavinbunney");
    private static final List<String> HOSTS = List.of("registry.terraform.io", "registry.opentofu.org");

    /**
     * Builds these providers where they are missing and lays them out.
     *
     * @param names such as {@code kubernetes}
     * @return the CLI configuration file that names them; give it to terraform as {@code TF_CLI_CONFIG_FILE}
     */
    public Path install(Tools tools, Progress progress, String... names) throws IOException, InterruptedException {
        for (var name : names) {
            var tool = "terraform-provider-" + name;
            lay(name, tools.version(tool), tools.built(tool, progress));
        }
        Files.createDirectories(dir);
        return Files.writeString(dir.resolve("terraform.rc"), """
                provider_installation {
                  filesystem_mirror {
                    path = "%s"
                  }
                }
                """.formatted(mirror().toString().replace("\\", "\\\\").replace("\"", "\\\"")));
    }

    private Path mirror() {
        return dir.toAbsolutePath().resolve("mirror");
    }

    private void lay(String name, String version, Path program) throws IOException {
        for (var host : HOSTS) {
            var folder = mirror().resolve(host).resolve(OWNERS.get(name)).resolve(name)
                    .resolve(version.substring(1)).resolve(platform());
            Files.createDirectories(folder);
            var link = folder.resolve("terraform-provider-" + name + "_" + version);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, program);
        }
    }

    /** As Go names this machine, such as {@code linux_amd64}. */
    static String platform() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var machine = System.getProperty("os.arch");
        return system + "_" + Map.of("x86_64", "amd64", "aarch64", "arm64").getOrDefault(machine, machine);
    }
}
