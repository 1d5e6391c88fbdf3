package io.jenkins.plugins.taskhub.sandbox.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** The module in {@code tools/} as a build sees it: its sources, the versions that it names, how it is compiled. */
final class GoModule {
    /**
     * What is built. No optimisation: the cold build takes a third less of CPU time, and a cluster that idles on a
     * laptop has no use for it.
     */
    static final List<String> PACKAGES = List.of("./cmd/cluster", "helm.sh/helm/v3/cmd/helm");
    static final String COMPILER_FLAGS = "-gcflags=all=-N -l";

    private static final String HELM = "helm.sh/helm/v3";
    private static final String KUBERNETES = "k8s.io/kubernetes";

    private final Path dir;
    private final String goMod;

    GoModule(Path dir) throws IOException {
        this.dir = dir;
        this.goMod = Files.readString(dir.resolve("go.mod"));
    }

    Path dir() {
        return dir;
    }

    /** Version of a module that go.mod requires, such as {@code v1.36.3}. */
    String version(String module) {
        var m = Pattern.compile("^\\s*(?:require )?" + Pattern.quote(module) + " (v\\S+)", Pattern.MULTILINE)
                .matcher(goMod);
        if (!m.find()) {
            throw new IllegalStateException(dir + "/go.mod does not require " + module);
        }
        return m.group(1);
    }

    String helmVersion() {
        return version(HELM);
    }

    String kubernetesVersion() {
        return version(KUBERNETES);
    }

    /** Without these the programs would call themselves v0.0.0. */
    String linkerFlags() {
        var kubernetes = kubernetesVersion();
        var parts = kubernetes.substring(1).split("\\.");
        var flags = new ArrayList<>(List.of("-ldflags=-w"));
        flags.add("-X k8s.io/component-base/version.gitVersion=" + kubernetes);
        flags.add("-X k8s.io/component-base/version.gitMajor=" + parts[0]);
        flags.add("-X k8s.io/component-base/version.gitMinor=" + parts[1]);
        flags.add("-X " + HELM + "/internal/version.version=" + helmVersion());
        for (var user : List.of("chartutil", "lint/rules")) {
            flags.add("-X " + HELM + "/pkg/" + user + ".k8sVersionMajor=" + parts[0]);
            flags.add("-X " + HELM + "/pkg/" + user + ".k8sVersionMinor=" + parts[1]);
        }
        return String.join(" ", flags);
    }

    /** Changes with everything that the programs are made from; tests are no part of that. */
    String fingerprint() throws IOException {
        try (var files = Files.walk(dir)) {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((COMPILER_FLAGS + linkerFlags()).getBytes(StandardCharsets.UTF_8));
            files.filter(Files::isRegularFile).filter(GoModule::isSource).sorted().forEach(file -> {
                try {
                    digest.update(dir.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) 0);
                    digest.update(Files.readAllBytes(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isSource(Path file) {
        var name = file.getFileName().toString();
        return !name.endsWith("_test.go") && !name.endsWith(".md");
    }
}
