package io.jenkins.plugins.taskhub.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.Test;

public class VisibleTextTest {

    @Test
    public void anOrdinaryLineOfALogStaysTheSameObject() {
        String line = "[helm] Deployment/task-service: 3/3 ready → ok \t漢字 é";
        assertThat(VisibleText.inLog(line)).isSameAs(line);
        assertThat(VisibleText.inLog(null)).isNull();
    }

    @Test
    public void coloursAreLeftOutOfALogAndEverythingElseHiddenIsWritten() {
        assertThat(VisibleText.inLog("\u001b[1;31mred\u001b[0m")).isEqualTo("red");
        assertThat(VisibleText.inLog("\u001b]0;title\u0007")).isEqualTo("\\u001B]0;title\\u0007");
        assertThat(VisibleText.inLog("\u001b[2J\u001b[8mha:x")).isEqualTo("\\u001B[2Jha:x");
        assertThat(VisibleText.inLog("app\u202egpj.exe\u200b")).isEqualTo("app\\u202Egpj.exe\\u200B");
        assertThat(VisibleText.inLog("tag \udb40\udc41")).isEqualTo("tag \\u{E0041}");
        assertThat(VisibleText.inLog("half \ud800 of \u009b31m")).isEqualTo("half \\uD800 of \\u009B31m");
    }

    @Test
    public void aReturnOfTheCarriageDoesNotWriteOverWhatStandsBefore() {
        assertThat(VisibleText.inLog("failed\rpassed\r\nend")).isEqualTo("failed\npassed\nend");
    }

    @Test
    public void aLineOfAMegabyteSaysHowMuchIsLeftOut() {
        assertThat(VisibleText.inLog("first\n" + "x".repeat(1_000_000) + "\nlast"))
                .startsWith("first\nxxx").endsWith("x… 990000 characters more are not shown\nlast").hasSizeLessThan(10_100);
        assertThat(VisibleText.line("x".repeat(1_000_000)))
                .endsWith("… 998000 characters more are not shown</em>").hasSizeLessThan(2_100);
    }

    @Test
    public void aPageNamesBlankLettersAndMarksInHeaps() {
        assertThat(VisibleText.plain("a\u3164b")).isEqualTo("a[U+3164]b");
        assertThat(VisibleText.plain("e\u0301" + "\u0301".repeat(5))).isEqualTo("e\u0301\u0301\u0301\u0301[U+0301][U+0301]");
    }

    @Test
    public void whateverComesIsVisibleWellFormedAndTheSameTheSecondTime() {
        Random random = new Random(6);
        for (int round = 0; round < 20_000; round++) {
            String text = random.ints(random.nextInt(30), 0, 4).mapToObj(kind -> switch (kind) {
                case 0 -> "<>&\"'\u001b[]m;/".charAt(random.nextInt(11)) + "";
                case 1 -> String.valueOf((char) random.nextInt(0x2100));
                case 2 -> new String(Character.toChars(random.nextInt(0x110000)));
                default -> String.valueOf((char) (' ' + random.nextInt(95)));
            }).collect(Collectors.joining());
            String log = VisibleText.inLog(text);
            assertThat(log.codePoints().filter(point -> point != '\n' && point != '\t')
                    .allMatch(VisibleTextTest::isShown)).as("%s", log).isTrue();
            assertThat(VisibleText.inLog(log)).isEqualTo(log);
            String attribute = VisibleText.plain(text);
            assertThat(attribute).doesNotContainPattern("[<>\"']").doesNotContainPattern("&(?!(amp|lt|gt|quot|#39);)");
            assertThat(attribute.codePoints().allMatch(VisibleTextTest::isShown)).as("%s", attribute).isTrue();
            assertThat(VisibleText.line(text).replace("<span class=\"taskhub-hidden\">", "").replace("</span>", ""))
                    .doesNotContainPattern("[<>\"']");
        }
    }

    private static boolean isShown(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE
                && type != Character.UNASSIGNED && type != Character.LINE_SEPARATOR && type != Character.PRIVATE_USE;
    }
}
