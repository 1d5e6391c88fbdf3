package io.jenkins.plugins.taskhub.embedded.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts with a key of the home directory: AES-GCM, the text in base64. */
public final class Crypto {
    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private Crypto(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent(), PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rwx------")));
                byte[] fresh = new byte[KEY_BYTES];
                random.nextBytes(fresh);
                Files.createFile(file, PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rw-------")));
                Files.write(file, fresh);
            }
            key = new SecretKeySpec(Files.readAllBytes(file), "AES");
        } catch (IOException x) {
            throw new UncheckedIOException("Cannot read the key of secrets, " + file, x);
        }
    }

    /** The encryption of the running controller. */
    public static Crypto current() {
        EmbeddedJenkins running = EmbeddedJenkins.current();
        return running.attribute(Crypto.class,
                () -> new Crypto(running.home().toPath().resolve("secrets/hudson.util.Secret")));
    }

    public String encrypt(String plain) {
        return encrypt(plain.getBytes(StandardCharsets.UTF_8));
    }

    public String encrypt(byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
            byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException x) {
            throw new IllegalStateException("Cannot encrypt", x);
        }
    }

    /** The plain text, or {@code null} where the text was not encrypted with this key. */
    public String decrypt(String sealed) {
        byte[] plain = decryptBytes(sealed);
        return plain == null ? null : new String(plain, StandardCharsets.UTF_8);
    }

    public byte[] decryptBytes(String sealed) {
        try {
            byte[] all = Base64.getDecoder().decode(sealed);
            if (all.length <= NONCE_BYTES) {
                return null;
            }
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE_BYTES))
                    .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException x) {
            return null;
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
