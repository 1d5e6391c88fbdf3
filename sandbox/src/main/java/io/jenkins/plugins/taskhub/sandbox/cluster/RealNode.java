package io.jenkins.plugins.taskhub.sandbox.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/** What this machine needs for a node that runs containers, and for making their images. */
public final class RealNode {
    /** Capabilities by their bits in CapEff: namespaces and mounts, networks. */
    private static final Map<String, Integer> CAPABILITIES = Map.of("CAP_SYS_ADMIN", 21, "CAP_NET_ADMIN", 12);
    private static final List<Path> CNI_FOLDERS = List.of(Path.of("/usr/lib/cni"), Path.of("/opt/cni/bin"));
    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private RealNode() {
    }

    /** One sentence that says what is missing for {@code taskhub cluster up --node real}; empty when nothing is. */
    public static Optional<String> missing() {
        Map<String, String> programs = new LinkedHashMap<>();
        programs.put("containerd", "containerd");
        programs.put("runc", "runc");
        programs.put("ip", "iproute2");
        programs.put("iptables", "iptables");
        var packages = packagesWithout(programs, System.getenv("PATH"));
        if (CNI_FOLDERS.stream().noneMatch(folder -> Files.isExecutable(folder.resolve("bridge")))) {
            packages.add("containernetworking-plugins");
        }
        return sentence("A real node", packages);
    }

    /** The same for {@link DebianImage}. */
    static Optional<String> missingForImages() {
        return sentence("An image of Debian packages", packagesWithout(
                Map.of("buildah", "buildah", "debootstrap", "debootstrap"), System.getenv("PATH")));
    }

    /** @throws CommandFailure when something is missing */
    static void require(Optional<String> missing) {
        missing.ifPresent(sentence -> {
            throw CommandFailure.failed(sentence);
        });
    }

    private static Optional<String> sentence(String what, Set<String> packages) {
        List<String> problems = new ArrayList<>(machine());
        if (!packages.isEmpty()) {
            problems.add("missing: " + String.join(", ", packages) + " (Debian: apt-get install "
                    + String.join(" ", packages) + ")");
        }
        return problems.isEmpty() ? Optional.empty()
                : Optional.of(what + " cannot be had here: " + String.join("; ", problems) + ".");
    }

    private static List<String> machine() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return List.of("it needs Linux, and this is " + System.getProperty("os.name"));
        }
        try {
            return machine(Files.readAllLines(Path.of("/proc/self/status")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> machine(List<String> status) {
        var uid = field(status, "Uid:").split("\\s+")[0];
        if (!uid.equals("0")) {
            return List.of("it needs root, and this is the user with the id " + uid);
        }
        var effective = Long.parseUnsignedLong(field(status, "CapEff:"), 16);
        return CAPABILITIES.entrySet().stream().filter(capability -> (effective >> capability.getValue() & 1) == 0)
                .map(capability -> "root lacks " + capability.getKey() + ", as in a container").sorted().toList();
    }

    private static String field(List<String> status, String name) {
        return status.stream().filter(line -> line.startsWith(name)).findFirst().orElseThrow()
                .substring(name.length()).strip();
    }

    /** The packages of those programs that are in none of these folders nor where a system keeps its programs. */
    static Set<String> packagesWithout(Map<String, String> programs, String path) {
        var folders = Stream.concat(Arrays.stream(path.split(File.pathSeparator)), SYSTEM_FOLDERS.stream())
                .filter(folder -> !folder.isEmpty()).map(Path::of).toList();
        Set<String> packages = new LinkedHashSet<>();
        programs.forEach((program, name) -> {
            if (folders.stream().noneMatch(folder -> Files.isExecutable(folder.resolve(program)))) {
                packages.add(name);
            }
        });
        return packages;
    }
}
