package com.cloudbees.plugins.credentials;

import io.jenkins.plugins.taskhub.embedded.model.Crypto;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Base64;

/** Bytes that are encrypted wherever they are saved. */
public class SecretBytes implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] value;

    SecretBytes(byte[] value) {
        this.value = value.clone();
    }

    /** The secret of plain bytes. */
    public static SecretBytes fromBytes(byte[] data) {
        return new SecretBytes(data);
    }

    /** The secret of base64, of plain bytes or encrypted as {@link #toString} writes it. */
    public static SecretBytes fromString(String data) {
        if (data.startsWith("{") && data.endsWith("}")) {
            byte[] plain = Crypto.current().decryptBytes(data.substring(1, data.length() - 1));
            if (plain != null) {
                return new SecretBytes(plain);
            }
        }
        return new SecretBytes(Base64.getMimeDecoder().decode(data));
    }

    public byte[] getPlainData() {
        return value.clone();
    }

    /** The encrypted form. */
    @Override
    public String toString() {
        return "{" + Crypto.current().encrypt(value) + "}";
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof SecretBytes other && Arrays.equals(value, other.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }
}
