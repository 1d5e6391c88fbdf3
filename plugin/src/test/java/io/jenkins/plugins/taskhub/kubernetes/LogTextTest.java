package io.jenkins.plugins.taskhub.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

public class LogTextTest {
    @Test
    public void takesColoursAndControlCharactersAway() {
        assertThat(LogText.clean("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007\u0000a\u0008\u202eb\tc"))
                .isEqualTo("red ab c");
    }

    @Test
    public void cannotForgeALineOfTheBuildLog() {
        assertThat(LogText.clean("one\r\n[helm] task-service deployed\u2028x")).doesNotContain("\n", "\r", "\u2028");
        assertThat(LogText.lines("progress 1%\rprogress 2%\nend")).allSatisfy(l -> assertThat(l).doesNotContain("\r"));
    }

    @Test
    public void limitsALine() {
        assertThat(LogText.clean("x".repeat(50_000))).hasSize(LogText.MAX_LINE).endsWith("…");
    }

    @Test
    public void isEmptyForNothing() {
        assertThat(LogText.clean(null)).isEmpty();
        assertThat(LogText.lines("\n\n")).isEmpty();
    }

    @Test
    public void quotesTheLastLineThatSpeaksOfAnError() {
        assertThat(LogText.mostTelling(List.of("Starting", "java.lang.IllegalStateException: no database",
                "\tat app.Main.main(Main.java:1)", "\t... 12 more", "Shutting down", ""))).isEqualTo(
                "java.lang.IllegalStateException: no database");
        assertThat(LogText.mostTelling(List.of("FATAL: first", "ERROR: second"))).isEqualTo("ERROR: second");
    }

    @Test
    public void quotesTheLastLineWhereNoneSpeaksOfAnError() {
        assertThat(LogText.mostTelling(List.of("Starting", "Bye", "  "))).isEqualTo("Bye");
        assertThat(LogText.mostTelling(List.of())).isEmpty();
    }
}
