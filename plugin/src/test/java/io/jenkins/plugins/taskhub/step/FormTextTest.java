package io.jenkins.plugins.taskhub.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public class FormTextTest {
    private static final String[] PIECES = {"a", "B", "=", " ", "\"", "[", "]", "{", "}", "1", "0", "-", "true", "é", ":",
        ",", "\n", "\\", "'", "$", "."};

    @Test
    public void readsAnEntryALine() {
        assertThat(FormText.map("set", " replicas = 3 \n\nimage.tag=1.2\nurl=https://x/?a=b\r\ndebug=true\nempty=\nold=007"))
                .containsExactly(Map.entry("replicas", 3), Map.entry("image.tag", "1.2"), Map.entry("url", "https://x/?a=b"),
                        Map.entry("debug", true), Map.entry("empty", ""), Map.entry("old", "007"));
        assertThat(FormText.list("one\n\n two \n")).containsExactly("one", "two");
    }

    @Test
    public void takesJsonForWhatIsMoreThanText() {
        assertThat(FormText.map("vars", "zones=[\"a\",\"b\"]\ntags={\"team\":\"x\"}\ncount=\"3\"\nregex=[a-z"))
                .containsExactly(Map.entry("zones", List.of("a", "b")), Map.entry("tags", Map.of("team", "x")),
                        Map.entry("count", "3"), Map.entry("regex", "[a-z"));
    }

    @Test
    public void refusesALineThatIsNoEntry() {
        assertThatThrownBy(() -> FormText.map("set", "a=1\nb")).isInstanceOf(StepFailure.class)
                .hasMessage("set has the line 'b': write key=value, an entry a line");
        assertThatThrownBy(() -> FormText.map("set", "=1")).hasMessageContaining("the line '=1'");
        assertThatThrownBy(() -> FormText.map("set", "a=1\na=2")).hasMessage("set has 'a' twice: leave one out");
    }

    @Test
    public void whatIsShownIsReadAsTheSame() {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            var map = new LinkedHashMap<String, Object>();
            map.put("text", text(random));
            map.put("number", random.nextInt(1_000_000) - 500_000);
            map.put("flag", random.nextBoolean());
            map.put("list", Arrays.asList(text(random), 1, null));
            map.put("map", Map.of("k", text(random)));
            assertThat(FormText.map("set", FormText.of(map))).isEqualTo(map);
        }
        assertThat(FormText.of(null)).isEmpty();
        assertThat(FormText.of(List.of("a", "b"))).isEqualTo("a\nb");
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
