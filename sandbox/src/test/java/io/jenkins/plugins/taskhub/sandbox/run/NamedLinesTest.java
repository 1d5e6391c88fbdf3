package io.jenkins.plugins.taskhub.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.Test;

public class NamedLinesTest {
    @Test
    public void everyWholeLineHasTheNameAndTheLastIsNotLost() {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (var one = NamedLines.to(out, "a"); var other = NamedLines.to(out, "b")) {
            one.print("half … ");
            other.println("whole");
            one.println("and half");
            other.print("no end");
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("[b] whole", "[a] half … and half", "[b] no end");
    }
}
