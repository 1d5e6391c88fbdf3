package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.jenkins.plugins.taskhub.embedded.cps.NearNames;
import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/**
 * Credentials for local runs, from a YAML file that only its owner may read: {@code id: {username: …, password: … or
 * passwordFile: …}}, {@code id: {file: PATH}} or {@code id: {secret: … or secretFile: …}}. Paths are relative to it.
 */
final class CredentialsFile {
    private static final Set<String> KEYS =
            Set.of("username", "password", "passwordFile", "file", "secret", "secretFile");
    private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private final Path file;

    private CredentialsFile(Path file) {
        this.file = file;
    }

    /** Reads the file; refuses one that others may read or write, and what it does not understand. */
    static List<Credential> read(Path file) {
        return new CredentialsFile(file).read();
    }

    private List<Credential> read() {
        Object content = Yaml.read(file);
        checkMode();
        if (!(content instanceof Map<?, ?> entries)) {
            throw refuse("a map is expected, such as \"registry: {username: me, passwordFile: password.txt}\"");
        }
        List<Credential> read = new ArrayList<>();
        entries.forEach((id, entry) -> read.add(credential(String.valueOf(id), entry)));
        return read;
    }

    private void checkMode() {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (mode.stream().anyMatch(OTHERS::contains)) {
                throw refuse("others may read or write it; run: chmod 600 " + file);
            }
        } catch (IOException e) {
            throw refuse("its permissions cannot be read: " + e.getMessage());
        } catch (UnsupportedOperationException e) {
            throw refuse("its file system keeps no permissions; put it where it does");
        }
    }

    private Credential credential(String id, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw refuse(id + " needs username and password, file, or secret");
        }
        Map<String, String> entry = new LinkedHashMap<>();
        map.forEach((key, each) -> entry.put(String.valueOf(key), String.valueOf(each)));
        for (String key : entry.keySet()) {
            if (!KEYS.contains(key)) {
                throw refuse(id + " has no \"" + key + "\"" + NearNames.hint(key, KEYS));
            }
        }
        if (entry.containsKey("username")) {
            return Credential.login(id, entry.get("username"), secret(id, entry, "password"));
        } else if (entry.containsKey("file")) {
            return Credential.file(id, existing(id, entry.get("file")));
        }
        return Credential.text(id, secret(id, entry, "secret"));
    }

    private String secret(String id, Map<String, String> entry, String key) {
        if (entry.containsKey(key)) {
            return entry.get(key);
        }
        if (!entry.containsKey(key + "File")) {
            throw refuse(id + " needs " + key + " or " + key + "File");
        }
        Path path = existing(id, entry.get(key + "File"));
        try {
            return Files.readString(path).stripTrailing();
        } catch (IOException e) {
            throw refuse(id + ": " + path + " cannot be read: " + e.getMessage());
        }
    }

    private Path existing(String id, String path) {
        Path resolved = file.toAbsolutePath().getParent().resolve(path);
        if (!Files.isRegularFile(resolved)) {
            throw refuse(id + ": there is no file " + resolved);
        }
        return resolved;
    }

    private CommandFailure refuse(String why) {
        return CommandFailure.wrongUsage(file + ": " + why);
    }
}
