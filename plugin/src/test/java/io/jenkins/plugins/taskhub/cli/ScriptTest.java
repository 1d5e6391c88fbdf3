package io.jenkins.plugins.taskhub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ScriptTest {
    private static final String[] NASTY = {
        "'", "\"", "\\", "$", "`", "$(id)", "${HOME}", "\n", "\r", "\t", " ", ";", "&", "|", "<", ">", "(", ")", "*", "?",
        "[a]", "{a,b}", "~", "#", "!", "=", "%s", "%", "-", "--", "-n", "\\n", "'\\''", "ü", "漢字", "🚀", "\u0001",
        "\u007f", "a", "0", "", "''", "\"\"", "$'x'", "\\\n", "EOF"
    };

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    @Test
    public void givesEveryArgumentToTheCommandAsItIs() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            var arguments = Stream.generate(() -> nasty(random)).limit(1 + random.nextInt(40)).toList();
            assertThat(asSeenByACommand(arguments)).as("seed %d, round %d", seed, round).isEqualTo(arguments);
        }
    }

    @Test
    public void givesEachNastyPieceAloneToTheCommandAsItIs() throws Exception {
        assertThat(asSeenByACommand(List.of(NASTY))).isEqualTo(List.of(NASTY));
    }

    @Test
    public void startsWithAnInterpreterSoThatNothingIsTraced() {
        assertThat(Script.of(List.of("helm"), "/p/pid", null)).startsWith("#!/bin/sh\n").contains("exec 'helm'\n");
    }

    @Test
    public void writesTheNumberOfTheCommandsOwnProcess() throws Exception {
        Path dir = tmp.newFolder("with 'blank").toPath();
        Path pid = dir.resolve("pid");
        Path out = dir.resolve("out");
        assertThat(run(Script.of(List.of("/bin/sh", "-c", "echo $$; exit 3"), pid.toString(), out.toString())))
                .isEqualTo(3);
        assertThat(Files.readString(out)).isNotBlank().isEqualTo(Files.readString(pid));
    }

    @Test
    public void refusesAnArgumentWithANulCharacter() {
        assertThatThrownBy(() -> Command.of(List.of("helm", "a\0b"))).hasMessageContaining("NUL");
    }

    private static String nasty(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(NASTY[random.nextInt(NASTY.length)]);
        }
        return text.toString();
    }

    /** The arguments as {@code printf} wrote them, each ended by a NUL character. */
    private List<String> asSeenByACommand(List<String> arguments) throws Exception {
        var all = new ArrayList<>(List.of("printf", "%s\\0"));
        all.addAll(arguments);
        File out = tmp.newFile();
        assertThat(run(Script.of(all, tmp.newFile().getPath(), out.getPath()))).isZero();
        String text = Files.readString(out.toPath(), StandardCharsets.UTF_8);
        assertThat(text).endsWith("\0");
        return Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
    }

    private int run(String script) throws Exception {
        Path file = tmp.newFile().toPath();
        Files.writeString(file, script);
        return new ProcessBuilder("/bin/sh", file.toString()).inheritIO().start().waitFor();
    }
}
