package hudson.util;

import hudson.Util;
import io.jenkins.plugins.taskhub.embedded.model.Crypto;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A text that is encrypted wherever it is saved, with a key of the home directory
 * ({@code secrets/hudson.util.Secret}). Jenkins protects that key by a master key as well.
 */
public final class Secret implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final Pattern ENCRYPTED_VALUE_PATTERN = Pattern.compile("\\{?[A-Za-z0-9+/]+={0,2}}?");

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** The secret of a plain or an encrypted text. */
    public static Secret fromString(String data) {
        String text = Util.fixNull(data);
        Secret decrypted = decrypt(text);
        return decrypted != null ? decrypted : new Secret(text);
    }

    /** The secret of an encrypted text; {@code null} where it was not encrypted with this home's key. */
    public static Secret decrypt(String data) {
        if (data == null || !data.startsWith("{") || !data.endsWith("}")) {
            return null;
        }
        String plain = Crypto.current().decrypt(data.substring(1, data.length() - 1));
        return plain == null ? null : new Secret(plain);
    }

    /** The plain text, {@code null} for {@code null}. */
    public static String toString(Secret s) {
        return s == null ? null : s.value;
    }

    public String getPlainText() {
        return value;
    }

    public String getEncryptedValue() {
        return "{" + Crypto.current().encrypt(value) + "}";
    }

    @Override
    public String toString() {
        return value;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Secret other && value.equals(other.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
