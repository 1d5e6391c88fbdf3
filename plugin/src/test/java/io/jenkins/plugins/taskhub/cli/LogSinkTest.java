package io.jenkins.plugins.taskhub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class LogSinkTest {
    private final Masker masker = new Masker();
    private final List<String> log = new ArrayList<>();
    private final LogSink sink = new LogSink(masker, log::add);

    @Test
    public void handsOnWholeLinesHoweverTheyArrive() {
        write("one\r\ntw");
        write("o\n\nthr");
        assertThat(log).containsExactly("one", "two", "");
        sink.close();
        assertThat(log).containsExactly("one", "two", "", "thr");
    }

    @Test
    public void masksASecretThatArrivesInPieces() {
        masker.add("canary-token");
        write("has canary-");
        write("token in it\n");
        assertThat(log).containsExactly("has **** in it");
        assertThat(sink.tail()).containsExactly("has **** in it");
    }

    @Test
    public void keepsCharactersOfSeveralBytesWhole() {
        byte[] bytes = "漢字\n".getBytes(StandardCharsets.UTF_8);
        sink.write(bytes, 0, 2);
        sink.write(bytes, 2, bytes.length - 2);
        assertThat(log).containsExactly("漢字");
    }

    @Test
    public void keepsTheLastLinesOnly() {
        for (int i = 1; i <= 100; i++) {
            write("line " + i + "\n");
        }
        assertThat(sink.tail()).hasSize(40).startsWith("line 61").endsWith("line 100");
    }

    @Test
    public void leavesNoHalfOfASecretWhereALongLineIsCut() {
        masker.add("canary-token");
        write("x".repeat(64 * 1024 - 6) + "canary-token and more\n");
        assertThat(log).hasSize(1);
        assertThat(log.get(0)).doesNotContain("canary").contains("x… and 15 bytes more")
                .hasSizeLessThan(64 * 1024 + 40);
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sink.write(bytes, 0, bytes.length);
    }
}
