package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.Tools;

/** A registry on loopback that lets only one user in, looked into as a client does. */
final class LockedRegistry implements AutoCloseable {
    static final String USER = "robot";
    static final String PASSWORD = "canary-58b1e90cc4-of-the-builds";

    private final Path login;
    private final Path program;
    private final Process process;
    private final String address;

    /** @param dir for the file with the password */
    LockedRegistry(Path dir) throws IOException, InterruptedException {
        login = Files.createFile(dir.resolve("login"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(login, USER + ":" + PASSWORD);
        try (var progress = Progress.onScreen(System.out)) {
            program = Tools.ofCheckout().built("cluster", progress);
        }
        process = new ProcessBuilder(program.toString(), "registry", "--auth", login.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        address = process.inputReader().readLine().replace("registry ", "");
    }

    /** Host and port. */
    String address() {
        return address;
    }

    int port() {
        return Integer.parseInt(address.replaceFirst(".*:", ""));
    }

    /** Pushes a small image for others to begin with. */
    String pushBase(String name) throws IOException, InterruptedException {
        var push = new ProcessBuilder(program.toString(), "image", "push", "--auth", login.toString(), address + "/" + name)
                .redirectErrorStream(true).start();
        var said = new String(push.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(push.waitFor()).as(said).isZero();
        return address + "/" + name;
    }

    /** The digest of a tag; empty where there is no such tag. */
    Optional<String> digest(String repository, String tag) throws IOException, InterruptedException {
        return content().digest(repository, tag);
    }

    /** What is in it. */
    RegistryContent content() {
        return new RegistryContent(address, Optional.of(USER + ":" + PASSWORD));
    }

    /** The forms in which the password could be seen. */
    static List<String> canaries() {
        return List.of(PASSWORD, base64(PASSWORD), base64(USER + ":" + PASSWORD));
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
