package io.jenkins.plugins.taskhub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.Test;

public class MaskerTest {
    private final Masker masker = new Masker();

    @Test
    public void replacesASecretWhereverItStands() {
        masker.add("s3cr3t$");
        assertThat(masker.mask("a s3cr3t$ b=s3cr3t$.")).isEqualTo("a **** b=****.");
    }

    @Test
    public void replacesTheBase64FormsOfASecret() {
        masker.add("canary-?>-token");
        byte[] bytes = "canary-?>-token".getBytes(StandardCharsets.UTF_8);
        assertThat(masker.mask(Base64.getEncoder().encodeToString(bytes))).isEqualTo("****");
        assertThat(masker.mask(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))).isEqualTo("****");
    }

    @Test
    public void replacesTheUrlFormOfASecret() {
        masker.add("p@ss word");
        assertThat(masker.mask("https://user:p%40ss+word@host")).isEqualTo("https://user:****@host");
    }

    @Test
    public void replacesEachLineOfASecretOfSeveralLines() {
        masker.add("-----BEGIN KEY-----\nMIIEabc\nMIIFdef\n");
        assertThat(masker.mask("helm says MIIFdef")).isEqualTo("helm says ****");
    }

    @Test
    public void replacesTheLongerOfTwoSecretsFirst() {
        masker.add("token");
        masker.add("token-of-prod");
        assertThat(masker.mask("token-of-prod")).isEqualTo("****");
    }

    @Test
    public void aShortSecretDoesNotMangleTheLog() {
        masker.add("a");
        masker.add("");
        masker.add(null);
        assertThat(masker.mask("a banana")).isEqualTo("a banana");
    }

    @Test
    public void leavesNothingAlone() {
        masker.add("secret");
        assertThat(masker.mask(null)).isNull();
    }
}
