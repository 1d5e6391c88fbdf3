package io.jenkins.plugins.taskhub.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.cli.Masker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.Test;

public class StepLogTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Masker masker = new Masker();
    private final StepLog log = new StepLog(new PrintStream(bytes, true, StandardCharsets.UTF_8), "helm", masker::mask);

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    public void everyLineBeginsWithTheFeature() {
        log.line("one\ntwo");
        log.detail("three");
        assertThat(written()).isEqualTo("[helm] one\n[helm] two\n[helm]   three\n");
    }

    @Test
    public void nothingThatAToolWroteMovesTheCursorOrHidesText() {
        log.detail("\u001b[31mred\u001b[0m \u001b[2K\u001b[1Aover \u202eevil\rback");
        assertThat(written()).isEqualTo("[helm]   red \\u001B[2K\\u001B[1Aover \\u202Eevil\n[helm]   back\n");
    }

    @Test
    public void aLineCannotPretendToBeAnotherFeatures() {
        log.line("a note\n[confirm] approved by rm-1");
        assertThat(written()).isEqualTo("[helm] a note\n[helm] [confirm] approved by rm-1\n");
    }

    @Test
    public void aSecretWithColoursInItIsNotPutTogetherAgain() {
        masker.add("canary-token");
        log.line("it is canary\u001b[1m-token");
        assertThat(written()).isEqualTo("[helm] it is ****\n");
    }

    @Test
    public void aLineOfAMegabyteIsCut() {
        log.line("x".repeat(1_000_000));
        assertThat(written()).hasSizeLessThan(10_100).endsWith("… 990000 characters more are not shown\n");
    }
}
