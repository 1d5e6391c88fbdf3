package io.jenkins.plugins.taskhub.sandbox.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import org.junit.Test;

public class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private Instant now = Instant.EPOCH;

    @Test
    public void aLogGetsALineEveryTenSecondsOnly() {
        try (var progress = new Progress(out, false, () -> now)) {
            for (int second = 0; second <= 21; second++) {
                now = Instant.EPOCH.plusSeconds(second);
                progress.update("at " + second);
            }
        }
        assertThat(said().lines()).containsExactly("at 0", "at 10", "at 20");
    }

    @Test
    public void aTerminalShowsEveryStateOnOneLine() {
        try (var progress = new Progress(out, true, () -> now)) {
            progress.update("one");
            progress.update("two");
        }
        assertThat(said()).contains("\rone").contains("\rtwo").doesNotContain("\n");
    }

    @Test
    public void aLineThatStaysIsNotMixedWithTheStateBeforeIt() {
        try (var progress = new Progress(out, true, () -> now)) {
            progress.update("a long state");
            progress.line("done");
        }
        assertThat(said()).endsWith("\rdone" + System.lineSeparator());
    }

    @Test
    public void durationsReadAsPeopleSayThem() {
        assertThat(Progress.spoken(Duration.ofMillis(6_600))).isEqualTo("7 s");
        assertThat(Progress.spoken(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
        assertThat(Progress.spoken(Duration.ofSeconds(-5))).isEqualTo("0 s");
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
