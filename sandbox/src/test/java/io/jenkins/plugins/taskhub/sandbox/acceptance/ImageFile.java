package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** An image in a file, as docker save writes it, of Debian 12 where nothing else is said; made with the command tar. */
final class ImageFile {
    private final Path root;

    /** @param dir an empty folder to work in */
    ImageFile(Path dir) throws IOException {
        this(dir, "root");
        file("etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\nVERSION_ID=\"12\"\n");
        file("etc/debian_version", "12.5\n");
        file("var/lib/dpkg/status", "");
    }

    private ImageFile(Path dir, String root) throws IOException {
        this.root = Files.createDirectories(dir.resolve(root));
    }

    /** One without an operating system. */
    static ImageFile scratch(Path dir) throws IOException {
        return new ImageFile(dir, "root");
    }

    ImageFile file(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** Adds a package as dpkg records it. */
    ImageFile debianPackage(String name, String version) throws IOException {
        Path status = root.resolve("var/lib/dpkg/status");
        Files.writeString(status, Files.readString(status) + """
                Package: %s
                Status: install ok installed
                Maintainer: Nobody <nobody@example.com>
                Architecture: amd64
                Version: %s
                Description: made up

                """.formatted(name, version));
        return this;
    }

    /** Writes the image. */
    void write(String tag, Path tar) throws IOException, InterruptedException, NoSuchAlgorithmException {
        Path parts = Files.createDirectories(root.resolveSibling("parts"));
        tar(parts.resolve("layer.tar"), root, ".");
        String layer = HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(parts.resolve("layer.tar"))));
        Files.writeString(parts.resolve("config.json"), """
                {"architecture":"amd64","os":"linux","created":"2026-11-20T00:00:00Z","config":{},
                 "rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[{"created_by":"test %s"}]}
                """.formatted(layer, tag));
        Files.writeString(parts.resolve("manifest.json"),
                "[{\"Config\":\"config.json\",\"RepoTags\":[\"%s\"],\"Layers\":[\"layer.tar\"]}]".formatted(tag));
        tar(tar, parts, "manifest.json", "config.json", "layer.tar");
    }

    private static void tar(Path tar, Path from, String... names) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("tar", "-C", from.toString(), "-cf", tar.toString()));
        command.addAll(List.of(names));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
