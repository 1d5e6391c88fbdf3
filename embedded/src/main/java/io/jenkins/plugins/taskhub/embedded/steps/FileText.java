package io.jenkins.plugins.taskhub.embedded.steps;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Between the bytes of a file and the text that a script holds. */
final class FileText {
    private static final String BYTES = "Base64";

    private FileText() {
    }

    static String decode(byte[] bytes, String encoding) {
        return BYTES.equals(encoding) ? Base64.getEncoder().encodeToString(bytes) : new String(bytes, charset(encoding));
    }

    static byte[] encode(String text, String encoding) {
        return BYTES.equals(encoding) ? Base64.getDecoder().decode(text) : text.getBytes(charset(encoding));
    }

    private static Charset charset(String encoding) {
        return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    }
}
