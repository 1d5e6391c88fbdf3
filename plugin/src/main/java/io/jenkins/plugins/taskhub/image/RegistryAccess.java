package io.jenkins.plugins.taskhub.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.registry.RegistryLogin;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How builders get into the registries: a private folder with the file {@code config.json} that all of them read. Never
 * saved; made again after a restart.
 *
 * @param login for the step's own questions; null without credentials
 * @param configDir absolute path of the private folder; null without credentials
 * @param registriesFile absolute path of what buildah is told of registries; null for what the agent has
 */
record RegistryAccess(RegistryLogin login, String configDir, String registriesFile) {
    /** The name under which docker keeps the login of Docker Hub. */
    private static final String HUB = "https://index.docker.io/v1/";

    /** Looks the credentials up, and writes what the builders need into the private folder. */
    static RegistryAccess open(BuildRequest request, Ports ports) throws IOException, InterruptedException {
        var registries = request.images.stream().map(image -> image.reference().registry()).distinct().toList();
        String registriesFile = registriesFile(request, ports);
        var ids = registries.stream()
                .map(registry -> ports.settings().registryCredentialsId(request.registryCredentialsId, registry)).toList();
        String id = ids.contains(null) ? null : ids.get(0);
        if (id == null) {
            return new RegistryAccess(null, null, registriesFile);
        }
        var found = ports.credentials().registry("registryCredentialsId", id);
        String password = found.password().getPlainText();
        String pair = found.username() + ":" + password;
        ports.masker().add(password);
        ports.masker().add(pair);
        String auth = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        ports.agent().privateFile("config.json", config(registries, auth));
        return new RegistryAccess(new RegistryLogin(found.username(), password),
                ports.agent().privateDir().getRemote(), registriesFile);
    }

    /** Absolute path of the credentials file; null without credentials. */
    String authFile() {
        return configDir == null ? null : configDir + "/config.json";
    }

    /** The command with the way to the credentials, for programs that read {@code DOCKER_CONFIG}. */
    Command with(List<String> arguments) {
        var command = Command.of(arguments);
        return configDir == null ? command : command.with("DOCKER_CONFIG", configDir);
    }

    private static String config(List<String> registries, String auth) throws IOException {
        var auths = new LinkedHashMap<String, Map<String, String>>();
        for (String registry : registries) {
            auths.put(registry, Map.of("auth", auth));
            if (registry.equals(ImageReference.DOCKER_HUB)) {
                auths.put(HUB, Map.of("auth", auth));
            }
        }
        return new ObjectMapper().writeValueAsString(Map.of("auths", auths));
    }

    /** Plain http, for the registries on loopback alone; all others stay as safe as they are. */
    private static String registriesFile(BuildRequest request, Ports ports) throws IOException, InterruptedException {
        String local = request.images.stream().map(ImageRequest::reference).filter(ImageReference::isOnLoopback)
                .map(ImageReference::registry).distinct()
                .map(registry -> "\n[[registry]]\nlocation = \"" + registry + "\"\ninsecure = true\n")
                .collect(Collectors.joining());
        return local.isEmpty() ? null : ports.agent().privateFile("registries.conf",
                "unqualified-search-registries = [\"docker.io\"]\n" + local).getRemote();
    }
}
